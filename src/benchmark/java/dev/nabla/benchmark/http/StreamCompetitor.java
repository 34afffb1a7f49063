package dev.nabla.benchmark.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A server that is sent the same request as lines of one stream. One thread sends, and one counts the objects that come back.
 *
 * @param request a line without its end, whose answer is one object
 */
record StreamCompetitor(String name, Server server, String path, byte[] request) implements Competitor {

    private static final int LINES_PER_CHUNK = 1000;
    private static final int BUFFER = 64 << 10;

    @Override
    public byte[] answer() throws IOException {
        throw new IOException("a stream has many answers");
    }

    @Override
    public Latencies work(Duration time) throws IOException {
        Duration before = server.cpuTime();
        long start = System.nanoTime();
        try (Socket socket = new Socket("localhost", server.port())) {
            Thread.ofPlatform().start(() -> send(socket, start + time.toNanos()));
            long count = count(socket.getInputStream());
            Latencies latencies = new Latencies();
            long nanos = System.nanoTime() - start;
            latencies.add(nanos);
            return latencies.in(nanos).with(server.cpuTime().minus(before)).of(count);
        }
    }

    private void send(Socket socket, long end) {
        byte[] chunk = chunk();
        try {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                    + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            while (System.nanoTime() - end < 0) {
                out.write(chunk);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] chunk() {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(LINES_PER_CHUNK * (request.length + 1)) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < LINES_PER_CHUNK; i++) {
            chunk.writeBytes(request);
            chunk.write('\n');
        }
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    /** The brackets that open objects, up to the end of the stream. */
    private static long count(InputStream in) throws IOException {
        byte[] bytes = new byte[BUFFER];
        long count = 0;
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
            for (int i = 0; i < read; i++) {
                count += bytes[i] == '{' ? 1 : 0;
            }
        }
        return count;
    }
}
