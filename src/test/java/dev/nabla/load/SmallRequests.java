package dev.nabla.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Small requests at a steady rate, and how long they take. */
final class SmallRequests implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final long PAUSE_NANOS = 5_000_000;
    private static final String BODY = "{\"predictions\":[1,2,3],\"targets\":[1,2,5]}";
    private static final byte[] REQUEST = ("POST /v1/losses/mse HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);
    private static final String END = "-1.3333333333333333]}";

    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();
    private volatile boolean ended;
    private int failed;

    SmallRequests(int port) {
        this.port = port;
    }

    void start() {
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(Thread.ofPlatform().daemon().start(this::send));
        }
    }

    private void send() {
        while (!ended) {
            try (Socket socket = new Socket("localhost", port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(60_000);
                while (!ended) {
                    long start = System.nanoTime();
                    socket.getOutputStream().write(REQUEST);
                    readAnswer(socket.getInputStream());
                    add(System.nanoTime() - start);
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (IOException _) {
                fail();
            }
        }
    }

    private static void readAnswer(InputStream in) throws IOException {
        byte[] buffer = new byte[4096];
        String text = "";
        while (!text.endsWith(END)) {
            int read = in.read(buffer);
            if (read < 0) {
                throw new IOException("closed");
            }
            text += new String(buffer, 0, read, StandardCharsets.US_ASCII);
            if (!text.startsWith("HTTP/1.1 200")) {
                throw new IOException(text);
            }
        }
    }

    private synchronized void add(long time) {
        nanos.add(time);
    }

    private synchronized void fail() {
        failed++;
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** Their number, failures and latency so far. */
    synchronized String summary() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return "%d requests, %d failed, p50 %.2f ms, p99 %.2f ms, max %.1f ms".formatted(sorted.size(), failed,
                millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
    }

    private static double millis(List<Long> sorted, double part) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * sorted.size()))) / 1e6;
    }

    @Override
    public void close() {
        ended = true;
    }
}
