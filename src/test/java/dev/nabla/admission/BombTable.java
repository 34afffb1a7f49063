package dev.nabla.admission;

import dev.nabla.NablaApplication;
import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends every {@link Bomb} to services with small and large heaps, and prints how each is answered:
 * {@code ./mvnw -P run -Dmain=dev.nabla.admission.BombTable}.
 */
final class BombTable {

    private static final Map<String, Integer> HEAPS = Map.of("128m", 128, "512m", 512, "2g", 2048);

    /** Parts of the largest body that a heap admits: 7/64 of what it has beyond 64 MB. */
    private static final List<Double> SIZES = List.of(0.99, 0.5, 0.3);

    private final HttpClient http = HttpClient.newHttpClient();

    public static void main(String[] heaps) throws Exception {
        for (String heap : heaps.length == 0 ? List.of("128m", "512m", "2g") : List.of(heaps)) {
            System.out.println("Heap of " + heap);
            new BombTable().print(heap);
        }
    }

    private void print(String heap) throws IOException, InterruptedException {
        int port = freePort();
        Process service = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:MaxNewSize=64m", "-XX:+ExitOnOutOfMemoryError", "--add-modules",
                "jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                NablaApplication.class.getName(), "--server.port=" + port, "--logging.level.root=error",
                "--logging.level.dev.nabla=error").inheritIO().start();
        try {
            await(port, service);
            long largest = (Objects.requireNonNull(HEAPS.get(heap)) - 64) * (7L << 20) / 64;
            for (double size : SIZES) {
                int bytes = (int) Math.min(size * largest, 200e6);
                for (Bomb bomb : Bomb.all(bytes)) {
                    System.out.printf("%-55s %,12d bytes  %s%n", bomb.name(), bomb.body().length(), answer(port, bomb));
                }
                for (LossEntry loss : new LossCatalog().entries()) {
                    Bomb bomb = TiledExample.of(loss, bytes);
                    System.out.printf("%-55s %,12d bytes  %s%n", bomb.name(), bomb.body().length(), answer(port, bomb));
                }
            }
            printMany(port, largest / 24);
            System.out.println(service.isAlive() ? "The service is alive." : "The service has ended.");
        } finally {
            service.destroyForcibly().waitFor();
        }
    }

    /** Eight at the same time, and small requests beside them. */
    private void printMany(int port, long size) throws InterruptedException {
        Bomb bomb = TiledExample.of(new LossCatalog().find("cross_entropy").orElseThrow(), (int) size);
        Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 80; i++) {
                clients.execute(() -> answers.computeIfAbsent(answer(port, bomb).substring(9, 12), _ -> new LongAdder())
                        .increment());
            }
        }
        System.out.printf("%-55s %,12d bytes  %s%n", "80 from eight clients", bomb.body().length(), answers);
    }

    private String answer(int port, Bomb bomb) {
        long start = System.nanoTime();
        String answer;
        try {
            HttpResponse<InputStream> response = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + bomb.path()))
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofMinutes(5))
                            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> stream(bomb.body())),
                                    bomb.body().length()))
                            .build(),
                    BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String text = new String(body.readNBytes(300), StandardCharsets.UTF_8);
                body.transferTo(OutputStream.nullOutputStream());
                answer = response.statusCode() + (response.statusCode() == 200 ? "" : " " + text);
            }
        } catch (IOException e) {
            answer = "no answer: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = "interrupted";
        }
        return "%5.1f s  %s".formatted((System.nanoTime() - start) * 1e-9, answer);
    }

    private static InputStream stream(Bomb.Body body) {
        return new SequenceInputStream(Collections.enumeration(List.of(text(body.start()),
                new RepeatedStream(body.part().getBytes(StandardCharsets.US_ASCII), body.count()), text(body.end()))));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Bytes that are repeated. */
    private static final class RepeatedStream extends InputStream {

        private final byte[] part;
        private final long length;
        private long position;

        RepeatedStream(byte[] part, int count) {
            this.part = part;
            this.length = (long) part.length * count;
        }

        @Override
        public int read() {
            return position == length ? -1 : part[(int) (position++ % part.length)];
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            int read = (int) Math.min(count, length - position);
            for (int i = 0; i < read; i++) {
                into[offset + i] = (byte) read();
            }
            return read == 0 && count > 0 ? -1 : read;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void await(int port, Process service) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health"))
                .build();
        while (service.isAlive()) {
            try {
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException _) {
                // not yet
            }
            Thread.sleep(200);
        }
    }
}
