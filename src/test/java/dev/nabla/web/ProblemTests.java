package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.web.problem.ProblemType;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests that never reach a loss, and the pages that explain problems. */
@ServiceTest
class ProblemTests {

    private static final String BODY = "{\"predictions\": [1], \"targets\": [1]}";

    @Autowired
    ServiceClient service;

    @Test
    void evaluateWhenLossIsUnknownShouldNameTheNearest() {
        Answer answer = service.evaluate("cross_entrpy", BODY);
        assertThatIs(answer, 404, "/problems/not-found");
        assertThat(answer.json().get("detail").asString()).contains("cross_entropy", "/v1/losses");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"MSE", "mse%20", "m", "%E2%88%87",
                "a-very-long-name-that-is-like-nothing-else-at-all-in-the-catalog-of-losses-is-it"})
    void evaluateWhenLossIsUnknownShouldAnswerNotFound(String loss) {
        assertThatIs(service.evaluate(loss, BODY), 404, "/problems/not-found");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/nothing", "/v1", "/v1/loss", "/v2/nothing", "/actuator", "/actuator/env",
                "/actuator/metrics",
                "/error", "/problems/nothing"})
    void getWhenThereIsNothingShouldAnswerNotFound(String path) {
        assertThat(service.get(path).status()).isEqualTo(404);
    }

    @Test
    void callWhenMethodDoesNotExistShouldNameThoseThatDo() {
        Answer answer = service.send(service.request("/v1/losses/mse").DELETE());
        assertThatIs(answer, 405, "/problems/method-not-allowed");
        assertThat(answer.header("allow")).contains("GET", "POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "nonsense"})
    void evaluateWhenMediaTypeIsAnotherShouldNameTheRightOne(String type) {
        Answer answer = service.send(post().header("content-type", type));
        assertThatIs(answer, 415, "/problems/unsupported-media-type");
        assertThat(answer.json().get("detail").asString()).contains("application/json");
    }

    @Test
    void evaluateWhenMediaTypeIsMissingShouldNameTheRightOne() {
        assertThatIs(service.send(post()), 415, "/problems/unsupported-media-type");
    }

    @Test
    void evaluateWhenBodyIsCompressedShouldRefuse() {
        Answer answer = service
                .send(post().header("content-type", "application/json").header("content-encoding", "gzip"));
        assertThatIs(answer, 415, "/problems/unsupported-media-type");
        assertThat(answer.json().get("detail").asString()).contains("compressed");
    }

    @Test
    void evaluateWhenCharsetIsUtf8ShouldAnswer() {
        assertThat(service.send(post().header("content-type", "application/json; charset=UTF-8")).status())
                .isEqualTo(200);
    }

    @Test
    void evaluateWhenAnswerIsNotAcceptableShouldSayWhatIs() {
        Answer answer = service.send(post().header("content-type", "application/json").header("accept", "text/html"));
        assertThatIs(answer, 406, "/problems/not-acceptable");
        assertThat(answer.header("accept")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "text/html, application/json;q=0.5"})
    void evaluateWhenAnswerIsAcceptableAmongOthersShouldAnswer(String accept) {
        Answer answer = service.send(post().header("content-type", "application/json").header("accept", accept));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void pageShouldExplainEveryType(ProblemType type) {
        Answer page = service.get(type.uri().toString());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.text()).contains(type.title(), String.valueOf(type.status().value()));
    }

    private HttpRequest.Builder post() {
        return service.request("/v1/losses/mse").POST(BodyPublishers.ofString(BODY));
    }

    private static void assertThatIs(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").asString()).isEqualTo(type);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("detail").asString()).isNotBlank();
        assertThat(answer.text()).doesNotContain("Exception", "dev.nabla", "springframework", "resource");
    }

    @Test
    void callWhenContainerTurnsItAwayShouldStillAnswerAProblem() throws IOException {
        // a slash escaped in the path is refused by Tomcat before it comes to the application
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("GET /v1/losses/..%2f..%2fetc HTTP/1.1", "Host: x", "Connection: close", "");
            assertThat(connection.rest()).startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "/problems/bad-request")
                    .doesNotContain("Tomcat", "Exception", "html");
        }
    }
}
