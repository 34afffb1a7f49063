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
    private static final String END = "-1.3333333333333333]}";

    private final int port;
    private final int connections;
    private final byte[] request = LoadRequest.small().bytes();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private volatile boolean ended;
    private int failed;

    /** When a request was sent, by {@link System#nanoTime}, and how many nanoseconds its answer took. */
    record Sample(long start, long nanos) {}

    SmallRequests(int port) {
        this(port, CONNECTIONS);
    }

    SmallRequests(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    void start() {
        for (int i = 0; i < connections; i++) {
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
                    socket.getOutputStream().write(request);
                    readAnswer(socket.getInputStream());
                    add(new Sample(start, System.nanoTime() - start));
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

    private synchronized void add(Sample sample) {
        samples.add(sample);
    }

    private synchronized void fail() {
        failed++;
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** What was answered so far, in order. */
    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Their number, failures and latency so far. */
    synchronized String summary() {
        Latencies latencies = new Latencies();
        samples.forEach(sample -> latencies.add(sample.nanos()));
        return "%d requests, %d failed, p50 %.2f ms, p99 %.2f ms, max %.1f ms".formatted(samples.size(), failed,
                latencies.millis(0.5), latencies.millis(0.99), latencies.millis(1));
    }

    @Override
    public void close() {
        ended = true;
    }
}
