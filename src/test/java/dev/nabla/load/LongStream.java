package dev.nabla.load;

import dev.nabla.client.ServiceClient;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Whether a service's process grows with the length of a stream: {@code LongStream PORT PID [GIGABYTES [PAUSE_SECONDS]]}, 10 GB by
 * default. Most lines are of three elements, one in ten of a thousand, some are bad and a few have 100,000 elements. Each answer
 * is compared with the one that is due. After a fifth of the stream the client does not read for the pause, a minute by default.
 * Prints every gigabyte what the process holds.
 */
public final class LongStream {

    private static final double GIGABYTE = 1e9;
    private static final double MEGABYTE = 1e6;

    /** The lines repeat after so many. */
    private static final int PERIOD = 10_000;

    private final ServiceClient service;
    private final long pid;
    private final long bytes;
    private final Duration pause;
    private final byte[] lines = period(LongStream::line);
    private final byte[] answers = period(LongStream::answer);

    private LongStream(ServiceClient service, long pid, long bytes, Duration pause) {
        this.service = service;
        this.pid = pid;
        this.bytes = bytes;
        this.pause = pause;
    }

    public static void main(String... args) throws IOException, InterruptedException {
        double gigabytes = args.length > 2 ? Double.parseDouble(args[2]) : 10;
        Duration pause = Duration.ofSeconds(args.length > 3 ? Long.parseLong(args[3]) : 60);
        new LongStream(new ServiceClient(Integer.parseInt(args[0])), Long.parseLong(args[1]),
                (long) (gigabytes * GIGABYTE), pause).run();
    }

    private static byte[] period(java.util.function.IntFunction<String> line) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < PERIOD; i++) {
            all.append(line.apply(i)).append('\n');
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int elements(int line) {
        return line % PERIOD == PERIOD - 1 ? 100_000 : line % 10 == 0 ? 1000 : 3;
    }

    private static boolean isBad(int line) {
        return line % 100 == 7;
    }

    private static String line(int line) {
        int count = elements(line);
        return isBad(line)
                ? "{\"bad\""
                : "{\"predictions\":[" + line + ",1".repeat(count - 1) + "],\"targets\":[0"
                        + ",1".repeat(count - 1) + "],\"reduction\":\"sum\",\"wrt\":[]}";
    }

    /** Of the absolute error: the first prediction, since the others are right. */
    private static String answer(int line) {
        return isBad(line)
                ? ""
                : "{\"loss\":" + String.format(Locale.ROOT, line < 1e7 ? "%d.0" : "%d", line)
                        + ",\"gradients\":{}}";
    }

    private void run() throws IOException, InterruptedException {
        long periods = Math.ceilDiv(bytes, lines.length);
        try (Socket socket = new Socket("localhost", service.port())) {
            Thread sender = Thread.ofPlatform().start(() -> send(socket, periods));
            receive(socket.getInputStream(), periods);
            sender.join();
        }
    }

    private void send(Socket socket, long periods) {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
            // the answer to HTTP/1.0 is not chunked
            out.write(("POST /v1/losses/l1 HTTP/1.0\r\nContent-Type: application/x-ndjson\r\nContent-Length: "
                    + periods * lines.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            for (long i = 0; i < periods; i++) {
                out.write(lines);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(InputStream stream, long periods) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(stream, 64 << 10);
        skipHead(in);
        long begin = System.nanoTime();
        double reported = 0;
        for (long i = 0; i < periods; i++) {
            check(in, i);
            double sent = (double) (i + 1) * lines.length / GIGABYTE;
            if (i == periods / 5 && pause.isPositive()) {
                report("before a pause of " + pause.toSeconds() + " s", sent, begin);
                Thread.sleep(pause);
                report("after it", sent, begin);
            } else if (sent - reported >= 1 || i == periods - 1) {
                reported = sent;
                report("", sent, begin);
            }
        }
        if (in.read() >= 0) {
            throw new IOException("more answers than lines");
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            ends = next == '\r' || next == '\n' ? ends + 1 : 0;
        }
    }

    /** Compares a period of answers; that to a bad line is an error with its number. */
    private void check(InputStream in, long period) throws IOException {
        int at = 0;
        for (int line = 0; line < PERIOD; line++) {
            if (isBad(line)) {
                String expected = "{\"line\":" + (period * PERIOD + line + 1) + ",\"error\":{";
                String error = new String(in.readNBytes(expected.length()), StandardCharsets.UTF_8);
                if (!error.equals(expected)) {
                    throw new IOException("expected " + expected + ", got " + error);
                }
                while (in.read() != '\n') {
                    // the rest of the error
                }
                at++;
            } else {
                for (int next = -1; next != '\n'; at++) {
                    next = in.read();
                    if (next != answers[at]) {
                        throw new IOException("wrong answer to line " + (period * PERIOD + line + 1));
                    }
                }
            }
        }
    }

    private void report(String when, double sent, long begin) throws IOException, InterruptedException {
        ProcessReading reading = ProcessReading.of(service, pid);
        System.out.printf(Locale.ROOT, "%6.2f GB sent, %5.0f s, heap after GC %5.0f MB, resident %5.0f MB  %s%n", sent,
                (System.nanoTime() - begin) / 1e9, reading.heap() / MEGABYTE, reading.resident() / MEGABYTE, when);
    }
}
