package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Query strings with parameters that nobody knows, and those that cannot be read. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class QueryTests {

    private static final Map<String, String> PATH_VARIABLES = Map.of("{loss}", "mse", "{optimizer}", "sgd");

    @Autowired
    ServiceClient service;

    @Test
    void callWhenParameterIsUnknownShouldSaySoAtEveryPathOfTheDocument() {
        JsonNode paths = service.get("/v3/api-docs").json().get("paths");
        assertThat(paths.size()).isGreaterThan(80);
        for (var path : paths.properties()) {
            for (var operation : path.getValue().properties()) {
                assertRefuses(operation.getKey(), PATH_VARIABLES.entrySet().stream().reduce(path.getKey(),
                        (text, variable) -> text.replace(variable.getKey(), variable.getValue()), (a, _) -> a));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/losses", "/losses/huber", "/losses/huber.svg", "/migration", "/formulas", "/problems/busy", "/"})
    void pageWhenParameterIsUnknownShouldSaySo(String page) {
        assertRefuses("get", page);
    }

    private void assertRefuses(String method, String path) {
        String nonsense = path + "?nonsense=1";
        Answer answer = method.equals("get") ? service.get(nonsense) : service.post(nonsense, "{}");
        boolean isInference = path.matches("/v2(/.*)?"); // its protocol has a form of errors of its own
        assertThat(answer.status()).as(method.toUpperCase(Locale.ROOT) + " " + path + ": " + answer.text())
                .isEqualTo(isInference ? 400 : 422);
        assertThat(answer.json().at(isInference ? "/error" : "/errors/0/pointer").asString())
                .startsWith(isInference ? "nonsense" : "#/nonsense");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock = """
            /v1/losses/mse?reduction=sum          | reduction is not a query parameter; send it as a field of the body.
            /v1/losses/mse?reducton=sum           | reducton is not a query parameter; did you mean reduction, a field of the body?
            /v1/losses/mse?dtyp=float32           | dtyp is not a query parameter; did you mean dtype?
            /v1/losses/mse/gradcheck?gradient=1   | gradient is not a query parameter; send it as a field of the body.
            /v1/optimizers/sgd/step?momentum=1    | momentum is not a query parameter; send it as a field of the body.
            /v1/networks/backpropagate?layers=sum | layers is not a query parameter; send it as a field of the body.
            /v1/networks/train?steps=1            | steps is not a query parameter; send it as a field of the body.
            """)
    void postWhenParameterIsNotDtypeShouldSayWhereItBelongs(String path, String detail) {
        Answer answer = service.post(path, "{}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").asString())
                .isEqualTo(detail + " The only query parameter is dtype.");
    }

    @Test
    void postWhenDtypeIsRepeatedShouldSaySo() {
        Answer answer = service.post("/v1/losses/mse?dtype=float32&dtype=float64", "{}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").asString()).isEqualTo("dtype is repeated; send it once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "%ff", "%ff=1", "a&=", "q=%ff"})
    void callWhenQueryCannotBeReadShouldBeTheCallersMistake(String query, CapturedOutput output) {
        for (String path : new String[]{"/v1/losses", "/v1/losses/mse", "/v1/losses/mse/curve", "/v1/layers",
                "/v1/optimizers", "/losses", "/losses/mse", "/losses/mse.svg", "/migration", "/problems/busy", "/",
                "/actuator/health", "/actuator/prometheus"}) {
            assertMalformed(service.get(path + "?" + query), path);
        }
        for (String path : new String[]{"/v1/losses/mse", "/v1/losses/mse/gradcheck", "/v1/networks/backpropagate",
                "/v1/networks/train", "/v1/optimizers/sgd/step"}) {
            assertMalformed(service.post(path + "?" + query, "{}"), path);
        }
        assertThat(output.getAll()).doesNotContain("WARN ", "ERROR ", "Exception");
    }

    private static void assertMalformed(Answer answer, String path) {
        assertThat(answer.status()).as(path).isEqualTo(400);
        assertThat(answer.json().get("type").asString()).isEqualTo("/problems/bad-request");
        assertThat(answer.json().get("detail").asString()).contains("query string");
    }

    @Test
    void callWhenQueryHasTooManyParametersShouldBeTheCallersMistake(CapturedOutput output) {
        String query = IntStream.range(0, 1100).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));
        assertMalformed(service.get("/v1/losses?" + query), "/v1/losses");
        assertMalformed(service.post("/v1/losses/mse?" + query, "{}"), "/v1/losses/mse");
        assertThat(output.getAll()).doesNotContain("WARN ", "ERROR ", "Exception");
    }

    @Test
    void listWhenParameterIsRepeatedShouldSaySo() {
        Answer answer = service.get("/v1/losses?q=1&q=1");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("detail").asString()).isEqualTo("q is repeated; send it once");
    }

    @Test
    void listWhenParameterIsMisspeltShouldNameTheNearest() {
        assertThat(service.get("/v1/losses?famly=regression").json().get("detail").asString()).isEqualTo(
                "famly is not a query parameter; did you mean family? The query parameters are family, q.");
    }
}
