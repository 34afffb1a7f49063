package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.web.stream.OpenStreams;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Clients of streams that are slow to send or to read, those that never end, and those beside them. */
@ServiceTest
@TestPropertySource(
    properties = {"nabla.limits.memory=16MB", "nabla.limits.queue-timeout=50ms",
            "nabla.connections.stall-timeout=300ms", "nabla.connections.transfer-timeout=300ms",
            "nabla.connections.stream-timeout=1500ms"})
@DirtiesContext
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SlowStreamTests {

    private static final String MSE = "{\"predictions\":[1,2,3],\"targets\":[1,2,5]}";

    /** d = [0, 0, -2]: the mean of squares is 4/3, the gradient 2d/3. */
    private static final String MSE_ANSWER = "{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}";

    private static final String HEAD = String.join("\r\n", "POST /v1/losses/mse HTTP/1.1", "Host: localhost",
            "Content-Type: application/x-ndjson", "Content-Length: 100000000000", "", "");

    @Autowired
    ServiceClient service;

    @Autowired
    MeterRegistry meters;

    @Autowired
    OpenStreams streams;

    private RawConnection open() throws IOException {
        RawConnection connection = new RawConnection("localhost", service.port());
        connection.send(HEAD);
        return connection;
    }

    private static String answer(RawConnection client) throws IOException {
        String line = client.line();
        while (!line.startsWith("{")) {
            line = client.line();
        }
        return line;
    }

    @Test
    void clientThatPausesForLongerThanABodyMayShouldGoOn() throws Exception {
        try (RawConnection client = open()) {
            for (int i = 0; i < 3; i++) {
                client.send(MSE + "\n");
                assertThat(answer(client)).isEqualTo(MSE_ANSWER);
                TimeUnit.MILLISECONDS.sleep(700);
            }
        }
    }

    @Test
    void clientThatIsSilentForTooLongShouldBeToldWhereTheStreamEnds() throws Exception {
        try (RawConnection client = open()) {
            client.send(MSE + "\n\n" + MSE.substring(0, 5));
            assertThat(answer(client)).isEqualTo(MSE_ANSWER);
            assertThat(answer(client)).startsWith("{\"line\":3,\"error\":{\"type\":\"/problems/request-timeout\"");
        }
    }

    @Test
    void clientThatDripsALineShouldNotBeWaitedForForever() throws Exception {
        try (RawConnection client = open()) {
            CompletableFuture<String> last = CompletableFuture.supplyAsync(() -> {
                try {
                    return answer(client);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            client.send(MSE.substring(0, 10));
            while (!last.isDone()) {
                client.send(" ");
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(last.join()).contains("/problems/request-timeout");
        }
    }

    @Test
    void clientThatStopsInALongLineShouldBeWaitedForAsInABody() throws Exception {
        try (RawConnection client = open()) {
            client.send(MSE + "\n" + MSE + " ".repeat(100_000));
            assertThat(answer(client)).isEqualTo(MSE_ANSWER);
            assertThat(answer(client)).startsWith("{\"line\":2,").contains("/problems/request-timeout");
            assertThat(reserved()).isZero();
        }
    }

    private double reserved() {
        return meters.get("nabla.memory.reserved").tag("share", "small").gauge().value()
                + meters.get("nabla.memory.reserved").tag("share", "large").gauge().value();
    }

    @Test
    void streamWhenTheServiceShutsDownShouldSayWhichLinesItHasNotAnswered() throws Exception {
        try (RawConnection idle = open(); RawConnection unbegun = open()) {
            idle.send(MSE + "\n" + MSE + "\n");
            assertThat(answer(idle)).isEqualTo(MSE_ANSWER);
            assertThat(answer(idle)).isEqualTo(MSE_ANSWER);

            streams.end();

            assertThat(answer(idle)).startsWith("{\"line\":3,\"error\":{\"type\":\"/problems/busy\"")
                    .contains("shutting down");
            assertThat(unbegun.line()).startsWith("HTTP/1.1 503");
        } finally {
            streams.begin();
        }
    }
}
