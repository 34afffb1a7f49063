package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.service.admission.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Requests that need more memory than there is, at all or just now. */
@ServiceTest
@TestPropertySource(properties = {"nabla.limits.memory=16MB", "nabla.limits.queue-timeout=50ms"})
class MemoryLimitTests {

    private static final int LARGE = 1 << 20;

    @Autowired
    ServiceClient service;

    @Autowired
    MemoryBudget memory;

    @Test
    void evaluateWhenMemoryIsTakenShouldAskToComeAgainAndAnswerSmallRequests() {
        try (MemoryBudget.Reservation others = memory.open(() -> "others")) {
            others.require(memory.maxReservation());
            assertThatIsBusy(service.evaluate("mse", body(LARGE)));
            assertThatIsBusy(service.evaluate("mse", BodyPublishers.ofInputStream(() -> stream(LARGE))));
            assertThat(service.evaluate("mse", body(100)).status()).isEqualTo(200);
        }
        assertThat(service.evaluate("mse", body(LARGE)).status()).isEqualTo(200);
        assertThat(service.evaluate("mse", BodyPublishers.ofInputStream(() -> stream(LARGE))).status()).isEqualTo(200);
    }

    @Test
    void evaluateWhenBodyNeverFitsShouldNameTheLimit() {
        for (Answer answer : new Answer[]{service.evaluate("mse", body(4 * LARGE)),
                service.evaluate("mse", BodyPublishers.ofInputStream(() -> stream(4 * LARGE)))}) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(413);
            assertThat(answer.json().get("detail").asString()).contains("nabla.limits.memory");
        }
    }

    private static void assertThatIsBusy(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.json().get("type").asString()).isEqualTo("/problems/busy");
        assertThat(answer.json().get("detail").asString()).contains("nabla.limits.memory");
    }

    private static ByteArrayInputStream stream(int length) {
        return new ByteArrayInputStream(body(length).getBytes(StandardCharsets.US_ASCII));
    }

    private static String body(int length) {
        String body = "{\"predictions\": [1], \"targets\": [1]";
        return body + " ".repeat(length - body.length() - 1) + "}";
    }
}
