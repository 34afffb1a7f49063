package dev.nabla.web.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.client.RawConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients do that are slow, silent or too many. The limits of these tests are short. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PacedConnectionTests {

    private static final String HOST = "Host: localhost";
    private static final int ANSWER = 32 << 20;

    @TempDir
    Path folder;

    private final BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
    private final List<RawConnection> connections = new ArrayList<>();
    private @Nullable PacedServer server;

    private void start(Map<String, String> limits) throws LifecycleException {
        server = new PacedServer(folder, limits, (request, response) -> {
            try {
                int length = request.getInputStream().readAllBytes().length;
                if (request.getRequestURI().equals("/large")) {
                    for (int i = 0; i < ANSWER; i += 1 << 16) {
                        response.getOutputStream().write(new byte[1 << 16]);
                    }
                } else {
                    response.getWriter().print("received " + length);
                }
            } catch (IOException e) {
                failures.add(e);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        for (RawConnection connection : connections) {
            connection.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private RawConnection connect() throws IOException {
        RawConnection connection = Objects.requireNonNull(server).connect();
        connections.add(connection);
        return connection;
    }

    /** Sends text again and again, until the server answers or closes the connection. */
    private static void drip(RawConnection connection, String text) throws InterruptedException {
        try {
            for (int i = 0; i < 200; i++) {
                connection.send(text);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (IOException _) {
            return;
        }
        throw new AssertionError("still open after 10 s");
    }

    @Test
    void headWhenItDripsShouldBeGivenUpAfterTheTimeForAllOfIt() throws Exception {
        start(Map.of("header-timeout", "300ms"));
        RawConnection slow = connect();
        slow.send("GET / HTTP/1.1\r\nX-Slow: ");

        drip(slow, "x");
    }

    @Test
    void connectionWhenIdleShouldBeClosed() throws Exception {
        start(Map.of("idle-timeout", "300ms"));
        RawConnection silent = connect();
        RawConnection idle = connect();
        idle.sendLines("GET / HTTP/1.1", HOST, "");

        assertThat(idle.rest()).endsWith("received 0");
        assertThat(silent.rest()).isEmpty();
    }

    @Test
    void bodyWhenItDripsShouldBeRefusedAndTheConnectionClosed() throws Exception {
        start(Map.of("stall-timeout", "300ms"));
        RawConnection slow = connect();
        slow.sendLines("POST / HTTP/1.1", HOST, "Content-Length: 57900000", "");

        drip(slow, "x");

        assertThat(failures.take()).hasRootCauseInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void bodyWhenChunksDripShouldBeRefusedWith408() throws Exception {
        start(Map.of("stall-timeout", "300ms"));
        RawConnection slow = connect();
        slow.sendLines("POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked", "", "1", "x");

        assertThat(slow.rest()).startsWith("HTTP/1.1 408").contains("Connection: close");
    }

    @Test
    void bodyWhenExtensionOfAChunkDripsShouldBeRefused() throws Exception {
        start(Map.of("stall-timeout", "300ms"));
        RawConnection slow = connect();
        slow.sendLines("POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked", "");
        slow.send("1;");

        drip(slow, "x");
    }

    @Test
    void bodyWhenSlowerThanItsLengthAllowsShouldBeRefused() throws Exception {
        start(Map.of("stall-timeout", "300ms", "min-rate", "1B", "transfer-timeout", "100s"));
        RawConnection slow = connect();
        // 10 MB in 100 s are 100 kB/s; 20 bytes a second are not.
        slow.sendLines("POST / HTTP/1.1", HOST, "Content-Length: 10000000", "");

        drip(slow, "x");
    }

    @Test
    void bodyWhenSlowButAboveTheMinimumRateShouldBeRead() throws Exception {
        start(Map.of("stall-timeout", "1s", "min-rate", "20B"));
        RawConnection slow = connect();
        slow.sendLines("POST / HTTP/1.1", HOST, "Connection: close", "Content-Length: 150", "");
        for (int i = 0; i < 15; i++) {
            slow.send("0123456789");
            TimeUnit.MILLISECONDS.sleep(100);
        }

        assertThat(slow.rest()).endsWith("received 150");
    }

    @Test
    void bodyWhenItTakesLongerThanAnyMayShouldBeRefused() throws Exception {
        start(Map.of("stall-timeout", "10s", "min-rate", "1B", "transfer-timeout", "500ms"));
        RawConnection slow = connect();
        slow.sendLines("POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked", "");

        drip(slow, "1\r\nx\r\n");
    }

    @Test
    void answerWhenNobodyReadsItShouldBeGivenUp() throws Exception {
        start(Map.of("stall-timeout", "300ms"));
        connect().sendLines("GET /large HTTP/1.1", HOST, "");

        assertThat(failures.take()).hasRootCauseInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void answerWhenReadSlowlyButSteadilyShouldBeComplete() throws Exception {
        start(Map.of("stall-timeout", "1s", "min-rate", "1MB"));
        RawConnection slow = connect();
        slow.sendLines("GET /large HTTP/1.1", HOST, "Connection: close", "");
        int read = 0;
        InputStream answer = slow.stream();
        for (byte[] part = new byte[1 << 20]; read < ANSWER; TimeUnit.MILLISECONDS.sleep(20)) {
            int count = answer.readNBytes(part, 0, part.length);
            assertThat(count).as("after %d bytes", read).isPositive();
            read += count;
        }
    }

    @Test
    void restOfARefusedBodyWhenEndlessShouldNotBeReadForever() throws Exception {
        start(Map.of("header-timeout", "300ms"));
        RawConnection endless = connect();
        endless.sendLines("POST / HTTP/1.1", HOST, "Content-Length: 100000000000", "Expect: the impossible", "");

        drip(endless, "x");
    }

    @Test
    void connectionsWhenMoreThanAllowedShouldTakeThePlaceOfIdleOnes() throws Exception {
        start(Map.of("max", "8", "max-per-address", "4"));
        for (int i = 0; i < 20; i++) {
            RawConnection next = connect();
            next.sendLines("GET / HTTP/1.1", HOST, "");
            assertThat(next.line()).as("connection %d", i).startsWith("HTTP/1.1 200");
        }

        assertThat(connections.getFirst().rest()).contains("received 0");
    }

    @Test
    void connectionsOfOneAddressWhenAllAreBusyShouldBeRefused() throws Exception {
        start(Map.of("max", "8", "max-per-address", "2"));
        for (int i = 0; i < 2; i++) {
            RawConnection busy = connect();
            busy.sendLines("POST / HTTP/1.1", HOST, "Content-Length: 10", "Expect: 100-continue", "");
            assertThat(busy.line()).startsWith("HTTP/1.1 100");
        }
        RawConnection refused = connect();

        assertThatThrownBy(() -> {
            refused.sendLines("GET / HTTP/1.1", HOST, "");
            assertThat(refused.rest()).isNotEmpty();
        }).isInstanceOfAny(IOException.class, AssertionError.class);
        connections.getFirst().send("0123456789");
        assertThat(connections.getFirst().line()).isEmpty();
        assertThat(connections.getFirst().line()).startsWith("HTTP/1.1 200");
    }

    @Test
    void waitingClientsWhenMoreThanAllowedShouldLoseTheSlowest() throws Exception {
        start(Map.of("max", "4", "max-per-address", "100"));
        for (int i = 0; i < 4; i++) {
            RawConnection slow = connect();
            slow.sendLines("POST / HTTP/1.1", HOST, "Content-Length: 10", "Expect: 100-continue", "");
            assertThat(slow.line()).startsWith("HTTP/1.1 100");
        }
        for (int i = 0; i < 20; i++) {
            RawConnection next = connect();
            next.sendLines("POST / HTTP/1.1", HOST, "Content-Length: 10", "Expect: 100-continue", "");
            assertThat(next.line()).as("connection %d", i).startsWith("HTTP/1.1 100");
            next.sendLines("");
            next.send("01234567");
            assertThat(next.line()).isEmpty();
            assertThat(next.line()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void waitingClientWhenGivenUpForOthersShouldNotSeeItBeforeItsTime() throws Exception {
        start(Map.of("max", "4", "max-per-address", "100", "stall-timeout", "1s"));
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            RawConnection slow = connect();
            slow.sendLines("POST / HTTP/1.1", HOST, "Content-Length: 10", "Expect: 100-continue", "");
            assertThat(slow.line()).startsWith("HTTP/1.1 100");
        }

        assertThat(connections.getFirst().rest()).isBlank();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(connections.getLast().rest()).contains("HTTP/1.1 408");
    }

    @Test
    void lastAnswerWhenTheClientGoesOnSendingShouldNotBeFollowedByAReset() throws Exception {
        start(Map.of());
        RawConnection client = connect();
        client.sendLines("GET / HTTP/1.1", HOST, "Connection: close", "");
        // A closed connection answers the first of these by a reset, and the next one fails. It is closed when another one is served.
        for (int i = 0; i < 3; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            RawConnection other = connect();
            other.sendLines("GET / HTTP/1.1", HOST, "");
            assertThat(other.line()).startsWith("HTTP/1.1 200");
            client.sendLines("GET / HTTP/1.1", HOST, "");
        }

        assertThat(client.rest()).containsOnlyOnce("HTTP/1.1 200").endsWith("received 0");
    }

    @Test
    void largeBodyAndLargeAnswerShouldPassSmallBuffersUnchanged() throws Exception {
        start(Map.of());
        RawConnection client = connect();
        String body = "0123456789".repeat(100_000);
        client.sendLines("POST / HTTP/1.1", HOST, "Content-Length: 1000000", "");
        client.send(body);
        client.sendLines("POST / HTTP/1.1", HOST, "Connection: close", "Content-Length: 1000000", "");
        client.send(body);

        assertThat(client.rest()).containsSubsequence("received 1000000", "received 1000000");
    }
}
