package dev.nabla.benchmark.http;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The C++ program, which does the work in its own process, without HTTP. */
final class CppProgram implements Competitor, AutoCloseable {

    static final String NAME = "C++";

    private static final Path PROGRAM = Path.of("target", "program");

    private final String loss;
    private final Process process;
    private final OutputStream orders;
    private final DataInputStream reports;

    private CppProgram(SampleRequest request, Path body) throws IOException {
        this.loss = request.loss();
        this.process = new ProcessBuilder(PROGRAM.toAbsolutePath().toString(), body.toString()).start();
        this.orders = new BufferedOutputStream(process.getOutputStream());
        this.reports = new DataInputStream(process.getInputStream());
    }

    /** Starts the program and adds it to the competitors. */
    static CppProgram join(List<Competitor> competitors, SampleRequest request) throws IOException {
        Path body = Files.write(Path.of("target", "body.json"), request.body()).toAbsolutePath();
        CppProgram program = new CppProgram(request, body);
        competitors.add(program);
        return program;
    }

    static boolean isBuilt() {
        return Files.isExecutable(PROGRAM);
    }

    /** What cannot be compared here, and how it could. */
    static Optional<String> complaint() {
        return isBuilt() ? Optional.empty() : Optional.of("C++ is not compared: apt install g++ libsimdjson-dev");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte[] answer() throws IOException {
        order(loss);
        return reports.readNBytes((int) order("answer"));
    }

    @Override
    public Latencies work(Duration time) throws IOException {
        Latencies latencies = new Latencies();
        long start = System.nanoTime();
        do {
            latencies.add(order(loss));
        } while (System.nanoTime() - start < time.toNanos());
        return latencies.in(System.nanoTime() - start);
    }

    /** Gives an order, and answers the number that is reported. */
    private long order(String text) throws IOException {
        orders.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
        orders.flush();
        long number = 0;
        for (int digit = reports.readUnsignedByte(); digit != '\n'; digit = reports.readUnsignedByte()) {
            number = 10 * number + digit - '0';
        }
        return number;
    }

    @Override
    public void close() {
        try {
            orders.close();
            process.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
