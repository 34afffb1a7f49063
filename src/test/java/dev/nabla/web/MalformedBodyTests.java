package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Bodies that are not JSON, and JSON of a size that would hurt a careless reader. */
@ServiceTest
@Timeout(60)
class MalformedBodyTests {

    @Autowired
    ServiceClient service;

    // each breaks a rule of RFC 8259, or one that it leaves to the reader: unique names, no byte order mark
    @ParameterizedTest
    @ValueSource(
        strings = {"", " ", "{", "nul", "{\"predictions\": [1, 2, 3}",
                "{\"predictions\": [1,], \"targets\": [1]}",
                "{\"predictions\": [01], \"targets\": [1]}", "{\"predictions\": [+1], \"targets\": [1]}",
                "{\"predictions\": [.5], \"targets\": [1]}", "{\"predictions\": [1.], \"targets\": [1]}",
                "{\"predictions\": [NaN], \"targets\": [1]}", "{\"predictions\": [Infinity], \"targets\": [1]}",
                "{\"predictions\": [1], \"targets\": [1]} {}", "{\"predictions\": [1], \"targets\": [1]}x",
                "{\"predictions\": [1], \"targets\": [1], \"targets\": [1]}",
                "{\"predictions\": [1], \"\\u0070redictions\": [1], \"targets\": [1]}",
                "{\"unknown\": {\"a\": 1, \"\\u0061\": 2}}", "{'predictions': [1]}",
                "{\"predictions\": [1] \"targets\": [1]}",
                "{\"predictions\": [1], /* why */ \"targets\": [1]}", "\uFEFF{\"predictions\": [1], \"targets\": [1]}",
                "{\"a\": \"\t\"}", "{\"a\": \"\\x\"}"})
    void evaluateWhenBodyIsNotJsonShouldSayWhere(String body) {
        assertThatIsMalformed(service.evaluate("mse", body));
    }

    @Test
    void evaluateWhenBodyIsNotUtf8ShouldSaySo() {
        byte[] latin = "{\"caf\u00e9\": 1}".getBytes(StandardCharsets.ISO_8859_1);
        Answer answer = service.evaluate("mse", BodyPublishers.ofByteArray(latin));
        assertThatIsMalformed(answer);
        assertThat(answer.text()).contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"predictions", "unknown", "mask", "delta", "reduction"})
    void evaluateWhenNestingIsDeepShouldNameTheLimit(String field) {
        Answer answer = service.evaluate("huber", "{\"" + field + "\": " + "[".repeat(100_000));
        assertThatIsMalformed(answer);
        assertThat(answer.text()).contains("64");
    }

    @Test
    void evaluateWhenObjectsAreNestedDeepShouldNameTheLimit() {
        Answer answer = service.evaluate("huber", "{\"a\": ".repeat(100_000));
        assertThatIsMalformed(answer);
        assertThat(answer.text()).contains("64");
    }

    @Test
    void evaluateWhenNumberHasAMillionDigitsShouldRoundIt() {
        // 0.333…: its nearest float64 number is that of 1/3
        String third = "0." + "3".repeat(1_000_000);
        assertThat(service.evaluate("mse", "{\"predictions\": [" + third + "], \"targets\": [0], \"wrt\": []}").text())
                .isEqualTo("{\"loss\":0.1111111111111111,\"gradients\":{}}");
    }

    @Test
    void evaluateWhenNumberOfAMillionDigitsIsTooLargeShouldSayWhere() {
        Answer answer = service.evaluate("mse",
                "{\"predictions\": [" + "3".repeat(1_000_000) + "], \"targets\": [0]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("pointer").asString()).isEqualTo("#/predictions/0");
    }

    @Test
    void evaluateWhenFieldNameIsHugeShouldStillAnswer() {
        Answer answer = service.evaluate("mse", "{\"" + "a".repeat(1_000_000) + "\": 1}");
        assertThat(answer.status()).isEqualTo(422);
    }

    private static void assertThatIsMalformed(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").asString()).isEqualTo("/problems/malformed-json");
        assertThat(answer.json().get("detail").asString()).contains("line ", "column ").doesNotContain("Exception",
                "dev.nabla");
        assertThat(answer.json().get("errors").get(0).get("pointer").asString()).startsWith("#");
    }
}
