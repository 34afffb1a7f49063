package dev.nabla.benchmark.http;

import dev.nabla.benchmark.http.ResultRow.Figure;
import dev.nabla.benchmark.http.ResultRow.Goal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures the packaged service over HTTP and prints a table. {@code src/benchmark/run} starts it. */
public final class HttpBenchmark {

    private static final InterleavedRuns.Schedule SCHEDULE = new InterleavedRuns.Schedule(5, Duration.ofSeconds(2),
            Duration.ofSeconds(30));
    private static final int STARTS = 5;
    private static final int BATCH = 1000;
    private static final String CONSTANT = "constant";
    private static final String GRPC_ECHO = "echo by plain gRPC";
    private static final String ECHO = "echo";

    /** Bytes of the tensors of a request of two million float32 and of its answer, in MB. */
    private static final double TENSORS = 3 * 4.0;

    private HttpBenchmark() {}

    @FunctionalInterface
    private interface Measurement {
        List<ResultRow> rows() throws IOException;
    }

    private static Map<String, Measurement> measurements() {
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put("W1", HttpBenchmark::smallRequests);
        all.put("W2", HttpBenchmark::batch);
        all.put("W3", HttpBenchmark::largeTensors);
        all.put("W4", HttpBenchmark::binaryTensors);
        all.put("W5", HttpBenchmark::batchFromMany);
        all.put("W7", HttpBenchmark::manySmallEvaluations);
        all.put("memory", HttpBenchmark::memory);
        all.put("memory of W4", HttpBenchmark::memoryOfBinaryTensors);
        all.put("start", HttpBenchmark::start);
        return all;
    }

    /** Takes the names of the measurements; none for all. */
    public static void main(String[] names) throws IOException {
        Stream.concat(Peer.complaint().stream(), CppProgram.complaint().stream()).forEach(System.out::println);
        Map<String, Measurement> measurements = measurements();
        System.out.println(ResultRow.HEAD);
        for (String name : names.length == 0 ? measurements.keySet() : List.of(names)) {
            Measurement measurement = measurements.get(name);
            if (measurement == null) {
                throw new IllegalArgumentException(name + " is none of " + measurements.keySet());
            }
            measurement.rows().forEach(System.out::println);
        }
    }

    private static List<ResultRow> smallRequests() throws IOException {
        try (Servers servers = Servers.start()) {
            SampleRequest request = SampleRequest.few();
            List<Competitor> competitors = servers.competitors(request, 16);
            competitors.add(1, new HttpCompetitor(CONSTANT, servers.of(Peer.SPRING), "/constant", request.body(), 16));
            Agreement.check(competitors);
            List<ResultRow> rows = new ArrayList<>();
            InterleavedRuns runs = InterleavedRuns.run(competitors, SCHEDULE);
            rows.add(new ResultRow("W1: mse, 3 elements, 16 connections", "requests/s", runs.figures(Latencies::rate),
                    List.of(Goal.atLeast(1, Peer.SPRING.label))));
            rows.add(new ResultRow("W1, CPU time of the server", "µs a request", runs.figures(Latencies::cpuTime),
                    List.of(Goal.atMost(1, Peer.SPRING.label))));
            if (CpuAffinity.COUNT > 1) {
                servers.tieTo(CpuAffinity.ALL_BUT_LAST);
                CpuAffinity.tie(ProcessHandle.current(), CpuAffinity.LAST);
                InterleavedRuns apart = runs.again();
                CpuAffinity.tie(ProcessHandle.current(), CpuAffinity.ALL);
                rows.add(new ResultRow("W1, the client on its own core", "requests/s", apart.figures(Latencies::rate),
                        List.of(Goal.atLeast(1, Peer.SPRING.label))));
                rows.add(new ResultRow("W1, the client on its own core, p99 latency", "ms",
                        apart.figures(Latencies::p99), List.of(Goal.atMost(1, Peer.SPRING.label))));
            }
            return rows;
        }
    }

    private static List<ResultRow> batch() throws IOException {
        SampleRequest request = SampleRequest.batch();
        try (Servers servers = Servers.start()) {
            List<Competitor> competitors = servers.competitors(request, 1);
            return withCppProgram(competitors, request, () -> {
                Agreement.check(competitors);
                return List.of(new ResultRow("W2: cross_entropy, 128 × 1000 float32", "ms",
                        InterleavedRuns.run(competitors, SCHEDULE).figures(Latencies::median),
                        List.of(Goal.atMost(1, CppProgram.NAME))));
            });
        }
    }

    private static List<ResultRow> largeTensors() throws IOException {
        SampleRequest request = SampleRequest.many();
        try (Servers servers = Servers.start()) {
            List<Competitor> competitors = servers.competitors(request, 1);
            return withCppProgram(competitors, request, () -> {
                Agreement.check(competitors);
                competitors.add(1, new HttpCompetitor(ECHO, servers.of(Peer.SPRING), "/echo", request.body(), 1));
                return List.of(new ResultRow("W3: mse, 2 × 10⁶ float32", "ms",
                        InterleavedRuns.run(competitors, SCHEDULE).figures(Latencies::median),
                        List.of(Goal.atMost(1, CppProgram.NAME))));
            });
        }
    }

    /** Bytes each way; the echoes are of the same bytes. */
    private static List<ResultRow> binaryTensors() throws IOException {
        SampleRequest request = SampleRequest.vocabulary();
        int grpcPort = Server.freePort();
        int echoPort = Server.freePort();
        try (Server nabla = Server.start(Peer.NABLA, "--spring.grpc.server.enabled=true",
                "--spring.grpc.server.port=" + grpcPort);
                Server spring = Server.start(Peer.SPRING);
                Server grpc = Server.start(Peer.GRPC_ECHO, Integer.toString(echoPort));
                Server before = Peer.BEFORE.isInstalled() ? Server.start(Peer.BEFORE) : null) {
            List<Competitor> competitors = new ArrayList<>(List.of(
                    safetensors("safetensors", nabla, request),
                    inferenceProtocol(nabla),
                    new HttpCompetitor(ECHO, spring, "/echo", SampleRequest.mediaType("application/octet-stream"),
                            request.body(), 1),
                    new GrpcCompetitor("gRPC", nabla, grpcPort, RequestBodies.inferenceMessage()),
                    new GrpcCompetitor(GRPC_ECHO, grpc, echoPort, RequestBodies.inferenceMessage())));
            if (before != null) {
                competitors.add(safetensors(before.peer().label, before, request));
            }
            List<Figure> figures = InterleavedRuns.run(competitors, SCHEDULE).figures(Latencies::median);
            Figure echo = figures.get(2);
            List<Figure> safetensors = new ArrayList<>(List.of(figures.getFirst(), echo));
            safetensors.addAll(figures.subList(5, figures.size()));
            return List.of(binaryTensors(safetensors), binaryTensors(List.of(figures.get(1), echo)),
                    binaryTensors(figures.subList(3, 5)));
        }
    }

    private static Competitor safetensors(String name, Server server, SampleRequest request) {
        return new HttpCompetitor(name, server, server.peer().path(request),
                SampleRequest.mediaType(SampleRequest.SAFETENSORS), request.body(), 1);
    }

    /** A row of the service's own figure, which comes first, an echo's, and more. */
    private static ResultRow binaryTensors(List<Figure> figures) {
        return new ResultRow("W4: cross_entropy, 256 × 50257 float32, " + figures.getFirst().name(), "ms", figures,
                List.of(Goal.atMost(1.3, figures.get(1).name())));
    }

    private static HttpCompetitor inferenceProtocol(Server nabla) {
        return new HttpCompetitor("Open Inference Protocol, binary", nabla, "/v2/models/cross_entropy/infer",
                Map.of("Content-Type", "application/octet-stream", "Inference-Header-Content-Length",
                        Integer.toString(RequestBodies.inferenceHead().length)),
                RequestBodies.inference(), 1);
    }

    private static List<ResultRow> withCppProgram(List<Competitor> competitors, SampleRequest request,
            Measurement measurement)
            throws IOException {
        if (!CppProgram.isBuilt()) {
            return measurement.rows();
        }
        try (CppProgram _ = CppProgram.join(competitors, request)) {
            return measurement.rows();
        }
    }

    private static List<ResultRow> batchFromMany() throws IOException {
        try (Servers servers = Servers.start()) {
            List<Competitor> competitors = servers.competitors(SampleRequest.batch(), 8);
            Agreement.check(competitors);
            return List.of(new ResultRow("W5: W2 from 8 clients", "requests/s",
                    InterleavedRuns.run(competitors, SCHEDULE).figures(Latencies::rate),
                    List.of(Goal.atLeast(4, Peer.SPRING.label))));
        }
    }

    /** Evaluations of W1, many in a request, beside those of W1 on the same cores. */
    private static List<ResultRow> manySmallEvaluations() throws IOException {
        SampleRequest request = SampleRequest.few();
        try (Server server = Server.start(Peer.NABLA)) {
            String path = server.peer().path(request);
            String single = "W1";
            List<Competitor> competitors = List.of(
                    new StreamCompetitor("NDJSON, 1 connection", server, path, request.body()),
                    new BatchCompetitor("batches of 1,000, 2 connections", new HttpCompetitor("", server, "/v1/batch",
                            RequestBodies.few(BATCH), 2), BATCH),
                    new HttpCompetitor(single, server, path, request.body(), 16));
            InterleavedRuns runs = InterleavedRuns.run(competitors, SCHEDULE);
            List<Figure> figures = runs.figures(Latencies::rate);
            List<ResultRow> rows = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                rows.add(new ResultRow("W7: mse, 3 elements, " + figures.get(i).name(), "evaluations/s",
                        List.of(figures.get(i), figures.getLast()), List.of(Goal.atLeast(10, single))));
            }
            rows.add(new ResultRow("W7, CPU time of the server", "µs an evaluation", runs.figures(Latencies::cpuTime),
                    List.of(Goal.atMost(0.1, single))));
            return rows;
        }
    }

    /** The most memory after small requests, then after large ones by one client, then by four at once. */
    private static List<ResultRow> memory() throws IOException {
        List<Figure> base = new ArrayList<>();
        List<Figure> one = new ArrayList<>();
        List<Figure> four = new ArrayList<>();
        for (Peer peer : Peer.installed()) {
            try (Server server = Server.start(peer)) {
                base.add(new Figure(peer.label, peakMemory(server, SampleRequest.few(), 16)));
                one.add(new Figure(peer.label, peakMemory(server, SampleRequest.many(), 1)));
                four.add(new Figure(peer.label, peakMemory(server, SampleRequest.many(), 4)));
            }
        }
        double fixed = base.getFirst().spread().median();
        return List.of(new ResultRow("peak memory after W1", "MB", base, List.of()),
                new ResultRow("peak memory, W3", "MB", one, List.of(Goal.atMost(fixed + 3 * TENSORS))),
                new ResultRow("W5: peak memory, W3 from 4 clients", "MB", four,
                        List.of(Goal.atMost(400), Goal.atMost(fixed + 4 * 3 * TENSORS))));
    }

    private static Spread peakMemory(Server server, SampleRequest request, int clients) throws IOException {
        new HttpCompetitor(server.peer().label, server, server.peer().path(request), request.body(), clients)
                .work(Duration.ofSeconds(10));
        return Spread.of(new double[]{server.peakMemory()});
    }

    /** The most memory after small requests, then after W4 by one client, then by four at once. */
    private static List<ResultRow> memoryOfBinaryTensors() throws IOException {
        SampleRequest request = SampleRequest.vocabulary();
        double tensors = 2e-6 * request.body().length;
        try (Server server = Server.start(Peer.NABLA)) {
            double base = peakMemory(server, SampleRequest.few(), 16).median();
            List<ResultRow> rows = new ArrayList<>();
            for (int clients : List.of(1, 4)) {
                new HttpCompetitor("safetensors", server, server.peer().path(request),
                        SampleRequest.mediaType(SampleRequest.SAFETENSORS), request.body(), clients)
                        .work(Duration.ofSeconds(10));
                rows.add(new ResultRow("peak memory, W4 from " + clients + " clients", "MB",
                        List.of(new Figure("safetensors", Spread.of(new double[]{server.peakMemory()}))),
                        List.of(Goal.atMost(base + clients * 3 * tensors))));
            }
            return rows;
        }
    }

    private static List<ResultRow> start() throws IOException {
        List<Peer> peers = Peer.installed();
        double[][] seconds = new double[peers.size()][STARTS];
        for (int round = 0; round < STARTS; round++) {
            for (int i = 0; i < seconds.length; i++) {
                try (Server server = Server.start(peers.get(i))) {
                    seconds[i][round] = server.startTime().toNanos() * 1e-9;
                }
            }
        }
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            figures.add(new Figure(peers.get(i).label, Spread.of(seconds[i])));
        }
        return List
                .of(new ResultRow("startup to first response", "s", figures,
                        List.of(Goal.atMost(0.4, Peer.SPRING.label))));
    }
}
