package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Bodies around the limit, with and without a Content-Length. */
@ServiceTest
@TestPropertySource(properties = "nabla.limits.max-body-size=1000B")
class BodyLimitTests {

    private static final int LIMIT = 1000;

    @Autowired
    ServiceClient service;

    @Test
    void evaluateWhenLengthIsTheLimitShouldAnswer() {
        assertThat(service.evaluate("mse", body(LIMIT)).status()).isEqualTo(200);
        assertThat(service.evaluate("mse", BodyPublishers.ofInputStream(() -> stream(LIMIT))).status()).isEqualTo(200);
    }

    @Test
    void evaluateWhenLengthIsDeclaredOverTheLimitShouldRefuse() {
        assertThatIsRefused(service.evaluate("mse", body(LIMIT + 1)));
    }

    @Test
    void evaluateWhenLengthIsNotDeclaredShouldCountWhileReading() {
        assertThatIsRefused(service.evaluate("mse", BodyPublishers.ofInputStream(() -> stream(LIMIT + 1))));
        assertThatIsRefused(service.evaluate("mse", BodyPublishers.ofInputStream(() -> stream(100 * LIMIT))));
    }

    @Test
    void inferWhenBodyIsOverTheLimitShouldRefuseInTheFormOfTheProtocol() {
        Answer answer = service.post("/v2/models/mse/infer", body(LIMIT + 1));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).isEqualTo(
                "{\"error\":\"The body is larger than 1000 bytes, the limit set by nabla.limits.max-body-size\"}");
    }

    private static void assertThatIsRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        assertThat(answer.json().get("type").asString()).isEqualTo("/problems/payload-too-large");
        assertThat(answer.json().get("detail").asString()).contains("1000 bytes", "nabla.limits.max-body-size");
    }

    private static ByteArrayInputStream stream(int length) {
        return new ByteArrayInputStream(body(length).getBytes(StandardCharsets.US_ASCII));
    }

    private static String body(int length) {
        String body = "{\"predictions\": [1], \"targets\": [1]";
        return body + " ".repeat(length - body.length() - 1) + "}";
    }
}
