package dev.nabla.deployment;

import dev.nabla.client.RawConnection;
import java.io.IOException;

/** A request that the service has begun to serve, and whose body comes to its end when asked. */
final class SlowRequest implements AutoCloseable {

    static final String GRACEFUL_SHUTDOWN = "Commencing graceful shutdown";

    private static final String BODY = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";
    private static final int SENT_AT_ONCE = BODY.length() / 2;

    private final RawConnection connection;

    SlowRequest(String host, int port) throws IOException {
        connection = new RawConnection(host, port);
        connection.sendLines("POST /v1/losses/mse HTTP/1.1", "Host: localhost", "Content-Type: application/json",
                "Content-Length: " + BODY.length(), "Expect: 100-continue", "Connection: close", "");
        for (String line = connection.line(); !line.isEmpty(); line = connection.line()) {
            if (!line.startsWith("HTTP/1.1 100")) {
                throw new IllegalStateException("not asked for the body but: " + line);
            }
        }
        connection.send(BODY.substring(0, SENT_AT_ONCE));
    }

    /** Sends what is missing, and returns the answer with its head. */
    String finish() throws IOException {
        connection.send(BODY.substring(SENT_AT_ONCE));
        return connection.rest();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
