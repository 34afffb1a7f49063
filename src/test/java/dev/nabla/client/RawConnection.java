package dev.nabla.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** A connection for requests that no HTTP client sends: broken, in pieces, or never finished. */
public final class RawConnection implements AutoCloseable {

    private final Socket socket;
    private final OutputStream request;
    private final BufferedReader answer;

    public RawConnection(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
        request = socket.getOutputStream();
        answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends lines, each with its end. */
    public void sendLines(String... lines) throws IOException {
        send(String.join("\r\n", lines) + "\r\n");
    }

    /** Sends text as it is. */
    public void send(String text) throws IOException {
        request.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says that nothing more will be sent. */
    public void endRequest() throws IOException {
        socket.shutdownOutput();
    }

    /** The next line of the answer, or nothing after its end. */
    public String line() throws IOException {
        return Objects.requireNonNullElse(answer.readLine(), "");
    }

    /** What is left of the answer, until the service closes the connection. */
    public String rest() throws IOException {
        return answer.readAllAsString();
    }

    /** The answer as bytes; not together with its lines. */
    public InputStream stream() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
