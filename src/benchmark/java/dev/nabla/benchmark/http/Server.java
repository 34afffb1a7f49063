package dev.nabla.benchmark.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A process of the service or a peer, which answers on a port of this machine. */
final class Server implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Peer peer;
    private final Process process;
    private final int port;
    private final Duration startTime;

    private Server(Peer peer, Process process, int port, Duration startTime) {
        this.peer = peer;
        this.process = process;
        this.port = port;
        this.startTime = startTime;
    }

    /** Starts a server, with more arguments than its own, and waits until it gives its first answer. */
    static Server start(Peer peer, String... arguments) throws IOException {
        int port = freePort();
        List<String> command = Stream.concat(peer.command(port).stream(), Stream.of(arguments)).toList();
        Path log = Path.of("target", "benchmark-" + peer.name().toLowerCase(Locale.ROOT) + ".log");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).directory(peer.directory.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        while (process.isAlive() && System.nanoTime() - start < PATIENCE.toNanos()) {
            try {
                post(port, peer.path(SampleRequest.few()), SampleRequest.mediaType(SampleRequest.JSON),
                        RequestBodies.few());
                return new Server(peer, process, port, Duration.ofNanos(System.nanoTime() - start));
            } catch (IOException _) {
                pause();
            }
        }
        process.destroyForcibly();
        throw new IOException(peer.label + " did not start; it said:\n" + Files.readString(log));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    Peer peer() {
        return peer;
    }

    int port() {
        return port;
    }

    /** From the start of the process to the first answer. */
    Duration startTime() {
        return startTime;
    }

    byte[] post(String path, Map<String, String> headers, byte[] body) throws IOException {
        return post(port, path, headers, body);
    }

    private static byte[] post(int port, String path, Map<String, String> headers, byte[] body) throws IOException {
        var connection = (HttpURLConnection) URI.create("http://localhost:" + port + path).toURL().openConnection();
        connection.setRequestMethod("POST");
        headers.forEach(connection::setRequestProperty);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.getOutputStream().write(body);
        return connection.getInputStream().readAllBytes();
    }

    /** Ties the server to some cores. */
    void tieTo(String cores) throws IOException {
        for (ProcessHandle each : processes().toList()) {
            CpuAffinity.tie(each, cores);
        }
    }

    /** The most memory that the server has had at once, in MB; pages that its processes share count in each. */
    double peakMemory() throws IOException {
        long kibibytes = 0;
        for (ProcessHandle each : processes().toList()) {
            kibibytes += Files.readAllLines(Path.of("/proc", Long.toString(each.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:")).map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong).sum();
        }
        return kibibytes * 1024e-6;
    }

    /** The CPU time that the server has used so far. */
    Duration cpuTime() {
        return processes().map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO)).reduce(Duration.ZERO,
                Duration::plus);
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes().toList();
        all.forEach(ProcessHandle::destroy);
        all.forEach(each -> each.onExit().join());
    }
}
