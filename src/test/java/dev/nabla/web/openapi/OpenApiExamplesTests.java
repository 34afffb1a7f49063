package dev.nabla.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.MemoryBudget;
import dev.nabla.web.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(Lifecycle.PER_CLASS)
class OpenApiExamplesTests {

    private final ServiceClient service;
    private final OpenApiDocument document;
    private final List<String> losses;

    OpenApiExamplesTests(@LocalServerPort int port, @Autowired LossCatalog catalog) {
        this.service = new ServiceClient(port);
        this.document = OpenApiDocument.of(service);
        this.losses = catalog.entries().stream().map(LossEntry::id).toList();
    }

    List<String> losses() {
        return losses;
    }

    @ParameterizedTest
    @MethodSource("losses")
    void exampleWhenSentShouldGetItsDocumentedAnswer(String loss) {
        JsonNode operation = document.operation(loss);
        Map<String, JsonNode> answers = OpenApiDocument.answers(operation);

        OpenApiDocument.requests(operation).forEach((name, request) -> {
            Answer response = service.post("/v1/losses/" + loss, request.toString());
            assertThat(response.status()).as(name).isEqualTo(200);
            assertThat(response.json()).as(name).isEqualTo(answers.get(name));
        });
    }

    /** Generated clients send every default of a schema. */
    @ParameterizedTest
    @MethodSource("losses")
    void exampleWhenSentWithTheDefaultsOfItsSchemaShouldGetTheSameAnswer(String loss) {
        JsonNode operation = document.operation(loss);
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        JsonNode properties = document.at(schema.path("$ref").asString().substring(1)).path("properties");
        Map<String, JsonNode> answers = OpenApiDocument.answers(operation);

        OpenApiDocument.requests(operation).forEach((name, example) -> {
            ObjectNode request = example.deepCopy().asObject();
            properties.properties().stream().filter(field -> field.getValue().has("default"))
                    .forEach(field -> request.putIfAbsent(field.getKey(), field.getValue().path("default")));
            assertThat(service.post("/v1/losses/" + loss, request.toString()).json()).as(name)
                    .isEqualTo(answers.get(name));
        });
    }

    @ParameterizedTest
    @MethodSource("losses")
    void exampleWhenDocumentedShouldFollowItsSchema(String loss) {
        JsonNode operation = document.operation(loss);
        JsonNode request = operation.at("/requestBody/content/application~1json/schema");
        JsonNode answer = operation.at("/responses/200/content/application~1json/schema");

        assertThat(OpenApiDocument.requests(operation).values())
                .allSatisfy(value -> assertThat(document.errors(request, value)).isEmpty());
        assertThat(OpenApiDocument.answers(operation).values())
                .allSatisfy(value -> assertThat(document.errors(answer, value)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void descriptionWhenFetchedShouldFollowItsSchema(String loss) {
        JsonNode schema = document.at("/paths/~1v1~1losses~1{loss}/get/responses/200/content/application~1json/schema");

        assertThat(document.errors(schema, service.get("/v1/losses/" + loss).json())).isEmpty();
    }

    @Test
    void gradientCheckWhenSentShouldGetItsDocumentedAnswer() {
        JsonNode operation = document.at("/paths/~1v1~1losses~1{loss}~1gradcheck/post");
        JsonNode request = operation.at("/requestBody/content/application~1json/schema");
        JsonNode answer = operation.at("/responses/200/content/application~1json/schema");
        Map<String, JsonNode> answers = OpenApiDocument.answers(operation);

        assertThat(answers).isNotEmpty();
        OpenApiDocument.requests(operation).forEach((name, body) -> {
            Answer response = service.post("/v1/losses/mse/gradcheck", body.toString());
            assertThat(response.json()).as(name).isEqualTo(answers.get(name));
            assertThat(document.errors(request, body)).as(name).isEmpty();
            assertThat(document.errors(answer, response.json())).as(name).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"/v1/networks/backpropagate, /v1/networks/backpropagate", "/v1/networks/train, /v1/networks/train",
            "/v1/objectives, /v1/objectives", "/v1/batch, /v1/batch",
            "/v1/objectives/gradcheck, /v1/objectives/gradcheck",
            "/v1/optimizers/{optimizer}/step, /v1/optimizers/adam/step",
            "/v2/models/{loss}/infer, /v2/models/mse/infer"})
    void networkCallWhenSentShouldGetItsDocumentedAnswer(String documented, String path) {
        JsonNode operation = document.at("/paths/" + documented.replace("/", "~1") + "/post");
        JsonNode request = operation.at("/requestBody/content/application~1json/schema");
        JsonNode answer = operation.at("/responses/200/content/application~1json/schema");
        Map<String, JsonNode> answers = OpenApiDocument.answers(operation);

        assertThat(answers).isNotEmpty();
        OpenApiDocument.requests(operation).forEach((name, body) -> {
            Answer response = service.post(path, body.toString());
            assertThat(response.json()).as(name).isEqualTo(answers.get(name));
            assertThat(document.errors(request, body)).as(name).isEmpty();
            assertThat(document.errors(answer, response.json())).as(name).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/layers", "/v1/optimizers"})
    void listWhenFetchedShouldFollowItsSchema(String path) {
        JsonNode schema = document
                .at("/paths/" + path.replace("/", "~1") + "/get/responses/200/content/application~1json/schema");

        assertThat(document.errors(schema, service.get(path).json())).isEmpty();
    }

    @Test
    void curveWhenFetchedShouldFollowItsSchema() {
        JsonNode schema = document
                .at("/paths/~1v1~1losses~1{loss}~1curve/get/responses/200/content/application~1json/schema");

        assertThat(schema.path("$ref").asString()).endsWith("/Curve");
        assertThat(document.errors(schema, service.get("/v1/losses/huber/curve").json())).isEmpty();
        assertThat(document.errors(schema, service.get("/v1/losses/triplet_margin/curve").json())).isNotEmpty();
    }

    @Test
    void listWhenFetchedShouldFollowItsSchema() {
        JsonNode schema = document.at("/paths/~1v1~1losses/get/responses/200/content/application~1json/schema");

        assertThat(document.errors(schema, service.get("/v1/losses").json())).isEmpty();
    }

    @Test
    void problemWhenProvokedShouldBeAsDocumented() {
        String mse = "/v1/losses/mse";
        assertDocumented("MalformedJson", service.post(mse, "{\"predictions\": [1, 2, 3], \"targets\": [1, 2,]}"));
        assertDocumented("InvalidRequest", service.post(mse, "{\"predictions\": [1, 2, 3], \"targets\": [1, 2]}"));
        assertDocumented("UnsupportedMediaType", service.post(mse, "text/plain", "1, 2, 3"));
        assertDocumented("NotFound", service.get("/v1/losses/msx"));
        assertDocumented("BadRequest", service.get("/v1/losses?=1"));
        assertDocumented("NotAcceptable", service.get("/v1/losses", "text/plain"));
    }

    /** Refused by a budget of 8 KiB for large requests, which another holds; a kibibyte is the least that is reserved. */
    @Test
    void problemWhenMemoryIsInUseShouldBeAsDocumented() {
        MemoryBudget budget = new MemoryBudget(8 << 10, 2, Duration.ZERO);
        try (MemoryBudget.Reservation first = budget.open(() -> "client");
                MemoryBudget.Reservation second = budget.open(() -> "client")) {
            first.require(1 << 20);
            assertThatExceptionOfType(BusyException.class).isThrownBy(() -> second.require(1024))
                    .satisfies(
                            busy -> assertThat(document.at("/components/responses/Busy").findValuesAsString("detail"))
                                    .containsExactly(Problem.of(busy).detail()));
        }
    }

    /** A body that only says that it is too long: HTTP/1.0, so that the answer is not chunked. */
    @Test
    void problemWhenBodyIsTooLargeShouldBeAsDocumented() throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("POST /v1/losses/mse HTTP/1.0", "Content-Type: application/json",
                    "Content-Length: 268435457", "");
            connection.endRequest();
            String answer = connection.rest();
            assertDocumented("PayloadTooLarge", answer.substring(answer.indexOf("\r\n\r\n")));
        }
    }

    private void assertDocumented(String name, Answer response) {
        assertDocumented(name, response.text());
    }

    private void assertDocumented(String name, String body) {
        JsonNode problem = document.at("/components/responses/" + name + "/content/application~1problem+json");

        assertThat(problem.path("examples").values()).extracting(example -> example.path("value"))
                .containsExactly(json(body));
        assertThat(document.errors(problem.path("schema"), json(body))).isEmpty();
    }

    private static JsonNode json(String body) {
        return JsonMapper.shared().readTree(body);
    }
}
