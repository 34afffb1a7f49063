package dev.nabla.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether a client is still there while its request is processed. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ClientConnectionTests {

    private final Semaphore questions = new Semaphore(0);
    private final BlockingQueue<Boolean> gone = new LinkedBlockingQueue<>();

    private PacedServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws LifecycleException {
        server = new PacedServer(folder, Map.of(), (request, response) -> {
            ClientConnection client = ClientConnection.of(request).orElseThrow();
            request.getInputStream().readAllBytes();
            for (int i = 0; i < 2; i++) {
                questions.acquireUninterruptibly();
                gone.add(client.isGone());
            }
            response.getWriter().print(request.getRequestURI());
        });
    }

    @AfterEach
    void stop() throws LifecycleException {
        server.close();
    }

    private boolean isGone() throws InterruptedException {
        questions.release();
        return gone.take();
    }

    @Test
    void isGoneWhenClientWaitsShouldBeFalseAndWhenItLeavesTrue() throws Exception {
        try (RawConnection client = server.connect()) {
            client.sendLines("POST / HTTP/1.1", "Host: localhost", "Content-Length: 1", "", "x");
            assertThat(isGone()).isFalse();
        }
        assertThat(isGone()).isTrue();
    }

    @Test
    void isGoneWhenNextRequestHasArrivedShouldNotTakeItsBytes() throws Exception {
        try (RawConnection client = server.connect()) {
            client.sendLines("GET /first HTTP/1.1", "Host: localhost", "");
            assertThat(isGone()).isFalse();
            client.sendLines("GET /second HTTP/1.1", "Host: localhost", "Connection: close", "");
            TimeUnit.MILLISECONDS.sleep(100);
            assertThat(isGone()).isFalse();
            assertThat(isGone()).isFalse();
            assertThat(isGone()).isFalse();
            assertThat(client.rest()).contains("/first").endsWith("/second");
        }
    }
}
