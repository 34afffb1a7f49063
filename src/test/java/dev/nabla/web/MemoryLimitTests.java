package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.client.TensorFile;
import dev.nabla.service.admission.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Requests that need more memory than there is, at all or just now. */
@ServiceTest
@TestPropertySource(properties = {"nabla.limits.memory=16MB", "nabla.limits.queue-timeout=50ms"})
class MemoryLimitTests {

    private static final int LARGE = 1 << 20;
    private static final String HEAD = "POST /v1/losses/mse HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + LARGE + "\r\n";

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

    // Four times what has arrived of five of them is what small requests have for themselves, 2 MB.
    @Test
    void evaluateWhenManyLargeBodiesHaveBegunShouldAnswerSmallRequests() throws IOException {
        List<RawConnection> begun = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                RawConnection client = new RawConnection("localhost", service.port());
                begun.add(client);
                client.sendLines(HEAD);
                client.send(" ".repeat(100_000));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(service.evaluate("mse", body(100)).status()).isEqualTo(200);
            }
        } finally {
            for (RawConnection client : begun) {
                client.close();
            }
        }
    }

    // As curl sends bodies of more than 1 MiB, and .NET and Java's HttpClient on demand.
    @Test
    void evaluateWhenClientAsksBeforeItSendsShouldRefuseTheBodyUnlessThereIsMemoryForAllOfIt() throws IOException {
        try (MemoryBudget.Reservation others = memory.open(() -> "others")) {
            others.require(memory.maxReservation() - LARGE);
            try (RawConnection client = ask()) {
                assertThat(client.line()).startsWith("HTTP/1.1 503");
                assertThat(client.rest()).contains("nabla.limits.memory");
            }
        }
        try (RawConnection client = ask()) {
            assertThat(client.line()).startsWith("HTTP/1.1 100");
            assertThat(client.line()).isEmpty();
            client.send(body(LARGE));
            assertThat(client.line()).startsWith("HTTP/1.1 200");
        }
    }

    private RawConnection ask() throws IOException {
        RawConnection client = new RawConnection("localhost", service.port());
        client.sendLines(HEAD + "Expect: 100-continue\r\n");
        return client;
    }

    @Test
    void evaluateWhenBodyNeverFitsShouldNameTheLimit() {
        for (Answer answer : new Answer[]{service.evaluate("mse", body(4 * LARGE)),
                service.evaluate("mse", BodyPublishers.ofInputStream(() -> stream(4 * LARGE)))}) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(413);
            assertThat(answer.json().get("detail").asString()).contains("nabla.limits.memory");
        }
    }

    // 4 MB of float32 fit into 14 MB, seven eighths, beside what is computed from them; of text, a quarter of that would.
    @Test
    void evaluateWhenBodyIsSafetensorsShouldTakeTheMemoryOfItsTensors() {
        List<Integer> shape = List.of(500_000);
        double[] numbers = new double[500_000];
        assertThat(
                post(new TensorFile().floats("predictions", shape, numbers).floats("targets", shape, numbers)).status())
                .isEqualTo(200);
    }

    // Two megabytes of bytes become sixteen of float64.
    @Test
    void evaluateWhenTensorsNeverFitShouldNameTheLimit() {
        List<Integer> shape = List.of(1_000_000);
        byte[] bytes = new byte[1_000_000];
        Answer answer = post(
                new TensorFile().with("predictions", "U8", shape, bytes).with("targets", "U8", shape, bytes));

        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        assertThat(answer.json().get("detail").asString()).contains("nabla.limits.memory");
    }

    private Answer post(TensorFile file) {
        return service.send(service.request("/v1/losses/mse").header("Content-Type", "application/vnd.safetensors")
                .POST(BodyPublishers.ofByteArray(file.bytes())));
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
