package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that send far more than the limit, and read the answer only when all is sent, or at once. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "nabla.limits.max-body-size=1KB")
class LargeBodyTests {

    private static final String MEBIBYTE = " ".repeat(1 << 20);
    private static final int MEBIBYTES = 32;

    private final RawConnection connection;

    LargeBodyTests(@LocalServerPort int port) throws IOException {
        connection = new RawConnection("localhost", port);
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
    }

    @BeforeEach
    void sendHead() throws IOException {
        connection.sendLines("POST /v1/losses/mse HTTP/1.1", "Host: localhost", "Content-Type: application/json");
    }

    @Test
    void postWhenDeclaredLengthIsTooLargeShouldAnswerThoughTheClientSendsItAll() throws IOException {
        connection.sendLines("Content-Length: " + MEBIBYTES * MEBIBYTE.length(), "");
        for (int i = 0; i < MEBIBYTES; i++) {
            connection.send(MEBIBYTE);
        }

        assertThat(connection.line()).startsWith("HTTP/1.1 413");
        assertThat(connection.rest()).contains("nabla.limits.max-body-size");
    }

    @Test
    void postWhenChunksAreTooLargeShouldAnswerThoughTheClientSendsThemAll() throws IOException {
        connection.sendLines("Transfer-Encoding: chunked", "");
        for (int i = 0; i < MEBIBYTES; i++) {
            connection.sendLines(Integer.toHexString(MEBIBYTE.length()), MEBIBYTE);
        }
        connection.sendLines("0", "");

        assertThat(connection.line()).startsWith("HTTP/1.1 413");
        assertThat(connection.rest()).contains("nabla.limits.max-body-size");
    }

    @Test
    void postWhenDeclaredLengthIsTooLargeShouldAnswerBeforeTheBodyIsSent() throws IOException {
        connection.sendLines("Content-Length: " + MEBIBYTES * MEBIBYTE.length(), "");

        assertThat(connection.line()).startsWith("HTTP/1.1 413");
    }

    @Test
    void postWhenClientAsksBeforeItSendsShouldRefuseTheBody() throws IOException {
        connection.sendLines("Content-Length: 1025", "Expect: 100-continue", "");

        assertThat(connection.line()).startsWith("HTTP/1.1 413");
    }
}
