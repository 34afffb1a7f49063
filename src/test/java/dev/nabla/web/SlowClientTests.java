package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Clients that are slow to send or to read, and those beside them. */
@ServiceTest
@TestPropertySource(
    properties = {"nabla.limits.memory=16MB", "nabla.limits.queue-timeout=50ms",
            "nabla.connections.stall-timeout=500ms"})
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SlowClientTests {

    private static final String MSE = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";

    /** Needs 12 of the 14 MB that large requests share, four bytes for each of text. */
    private static final String LARGE = MSE + " ".repeat(3 << 20);

    @Autowired
    ServiceClient service;

    @Autowired
    MeterRegistry meters;

    private RawConnection post(String... headers) throws IOException {
        RawConnection connection = new RawConnection("localhost", service.port());
        connection.sendLines("POST /v1/losses/mse HTTP/1.1", "Host: localhost", "Content-Type: application/json");
        connection.sendLines(headers);
        return connection;
    }

    @Test
    void bodyWhenItStallsShouldBeAProblemAndTheEndOfTheConnection() throws IOException {
        try (RawConnection slow = post("Content-Length: 100", "", "{")) {
            String answer = slow.rest();

            assertThat(answer).startsWith("HTTP/1.1 408").contains("Connection: close", "/problems/request-timeout",
                    "nabla.connections.min-rate");
        }
    }

    @Test
    void bodyWhenLargeAndDrippingShouldNotHoldTheMemoryOfOthers() throws IOException {
        try (RawConnection slow = post("Content-Length: 3000000", "", "{")) {
            assertThat(service.evaluate("mse", LARGE).status()).isEqualTo(200);
            assertThat(slow.rest()).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void bodiesWhenManyDripShouldNotHoldTheMemoryOfSmallRequests() throws Exception {
        RawConnection[] slow = new RawConnection[200];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = post("Transfer-Encoding: chunked", "", "1", "{");
        }
        for (int i = 0; i < 20; i++) {
            assertThat(service.evaluate("mse", MSE).status()).isEqualTo(200);
        }
        for (RawConnection each : slow) {
            each.close();
        }
    }

    @Test
    void answerWhenNobodyReadsItShouldGiveItsMemoryBack() throws Exception {
        int count = 150_000;
        String body = "{\"predictions\":[1" + ",1".repeat(count - 1) + "],\"targets\":[0" + ",0".repeat(count - 1)
                + "]}";
        try (Socket silent = new Socket()) {
            silent.setReceiveBufferSize(4 << 10); // else the system takes the answer in the client's place
            silent.connect(new InetSocketAddress("localhost", service.port()));
            silent.getOutputStream().write(("POST /v1/losses/mse HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
            while (reserved() == 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            while (reserved() > 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }

            // a number of the gradient has some 20 digits: 2 / 150,000
            assertThat(new String(silent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200").doesNotContain("]}");
        }
    }

    private double reserved() {
        return meters.get("nabla.memory.reserved").tag("share", "large").gauge().value();
    }
}
