package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The service under a context path, with forwarded headers trusted and pages of another origin allowed. */
@ServiceTest
@TestPropertySource(
    properties = {"server.servlet.context-path=/nabla", "server.forward-headers-strategy=framework",
            "nabla.cors.allowed-origins=https://example.org"})
class ContextPathTests {

    private static final String MSE = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";

    @Autowired
    ServiceClient service;

    @Test
    void evaluateShouldAnswer() {
        assertThat(service.post("/nabla/v1/losses/mse", MSE).text())
                .isEqualTo("{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}");
        assertThat(service.post("/v1/losses/mse", MSE).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/readiness", "/actuator/prometheus", "/actuator/info", "/v3/api-docs"})
    void operationsShouldBeThere(String path) {
        assertThat(service.get("/nabla" + path).status()).isEqualTo(200);
    }

    @Test
    void metricsShouldHaveTheTemplateOfThePath() {
        service.post("/nabla/v1/losses/mse", MSE);
        assertThat(service.get("/nabla/actuator/prometheus").text())
                .contains("uri=\"/v1/losses/{loss}\"").doesNotContain("/nabla/v1");
    }

    @Test
    void problemShouldNamePathsWithThePrefix() {
        Answer answer = service.get("/nabla/v1/losses/hubr");
        assertThat(answer.json().get("type").asString()).isEqualTo("/nabla/problems/not-found");
        assertThat(answer.json().get("instance").asString()).isEqualTo("/nabla/v1/losses/hubr");
        assertThat(service.get("/nabla/problems/not-found").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-Port, x", "X-Forwarded-Host, x y", "X-Forwarded-Host, [", "X-Forwarded-Host, x:y"})
    void getWhenForwardedHeadersAreMalformedShouldAnswerAProblem(String name, String value) {
        for (String path : List.of("/swagger-ui", "/v3/api-docs/swagger-config", "/v1/losses", "/nothing")) {
            Answer answer = service.send(service.request("/nabla" + path).header(name, value));
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.json().get("type").asString()).isEqualTo("/nabla/problems/bad-request");
            assertThat(answer.json().get("detail").asString()).contains("header");
        }
    }

    @Test
    void problemWhenPrefixIsForwardedShouldNamePathsWithIt() {
        Answer answer = service.send(service.request("/nabla/v1/losses/hubr").header("X-Forwarded-Prefix", "/public"));
        assertThat(answer.json().get("type").asString()).isEqualTo("/public/problems/not-found");
        assertThat(answer.json().get("instance").asString()).isEqualTo("/public/v1/losses/hubr");
    }

    @Test
    void evaluateWhenPrefixIsForwardedShouldAnswer() {
        assertThat(service.send(service.request("/nabla/v1/losses/mse").header("X-Forwarded-Prefix", "/public")
                .header("content-type", "application/json").POST(BodyPublishers.ofString(MSE))).status())
                .isEqualTo(200);
    }

    @Test
    void preflightWhenOriginIsAllowedShouldAllowJson() {
        Answer answer = service.send(preflight("https://example.org"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://example.org");
        assertThat(answer.header("access-control-allow-methods")).contains("GET", "HEAD", "POST");
        assertThat(answer.header("access-control-allow-headers")).isEqualTo("content-type");
        assertThat(answer.header("access-control-allow-credentials")).isEmpty();
    }

    @Test
    void preflightWhenOriginIsAnotherShouldNameTheProperty() {
        Answer answer = service.send(preflight("https://example.com"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("access-control-allow-origin")).isEmpty();
        assertThat(answer.json().get("detail").asString()).contains("https://example.com",
                "nabla.cors.allowed-origins");
    }

    private HttpRequest.Builder preflight(String origin) {
        return service.request("/nabla/v1/losses/mse").method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin).header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type");
    }

    @Test
    void answerWhenOriginIsAllowedShouldBeReadable() {
        for (String body : new String[]{MSE, "{}", "{"}) {
            Answer answer = service.send(service.request("/nabla/v1/losses/mse").POST(BodyPublishers.ofString(body))
                    .header("Origin", "https://example.org").header("content-type", "application/json"));
            assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://example.org");
            assertThat(answer.header("access-control-expose-headers")).contains("Retry-After");
        }
    }

    @Test
    void answerWhenOriginIsAnotherShouldNotBeReadable() {
        Answer answer = service.send(service.request("/nabla/v1/losses").header("Origin", "https://example.com"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("access-control-allow-origin")).isEmpty();
    }
}
