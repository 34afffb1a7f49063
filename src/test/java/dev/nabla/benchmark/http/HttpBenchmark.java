package dev.nabla.benchmark.http;

import dev.nabla.benchmark.http.Row.Figure;
import dev.nabla.benchmark.http.Row.Goal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures the packaged service over HTTP and prints a table. {@code src/test/benchmark/run} starts it. */
public final class HttpBenchmark {

    private static final Race.Pace PACE = new Race.Pace(5, Duration.ofSeconds(2), Duration.ofSeconds(15));
    private static final int STARTS = 5;
    private static final String CONSTANT = "constant";
    private static final String ECHO = "echo";

    /** Bytes of the tensors of a request of two million float32 and of its answer, in MB. */
    private static final double TENSORS = 3 * 4.0;

    private HttpBenchmark() {}

    @FunctionalInterface
    private interface Measurement {
        List<Row> rows() throws IOException;
    }

    private static Map<String, Measurement> measurements() {
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put("W1", HttpBenchmark::smallRequests);
        all.put("W2", HttpBenchmark::batch);
        all.put("W3", HttpBenchmark::largeTensors);
        all.put("W5", HttpBenchmark::batchFromMany);
        all.put("memory", HttpBenchmark::memory);
        all.put("start", HttpBenchmark::start);
        return all;
    }

    /** Takes the names of the measurements; none for all. */
    public static void main(String[] names) throws IOException {
        Stream.concat(Peer.complaint().stream(), Floor.complaint().stream()).forEach(System.out::println);
        Map<String, Measurement> measurements = measurements();
        System.out.println(Row.HEAD);
        for (String name : names.length == 0 ? measurements.keySet() : List.of(names)) {
            Measurement measurement = measurements.get(name);
            if (measurement == null) {
                throw new IllegalArgumentException(name + " is none of " + measurements.keySet());
            }
            measurement.rows().forEach(System.out::println);
        }
    }

    private static List<Row> smallRequests() throws IOException {
        try (Servers servers = Servers.start()) {
            Work work = Work.few();
            List<Contestant> contestants = servers.contestants(work, 16);
            contestants.add(1, new HttpContestant(CONSTANT, servers.of(Peer.SPRING), "/constant", work.body(), 16));
            Agreement.check(contestants);
            List<Row> rows = new ArrayList<>();
            Race race = Race.run(contestants, PACE);
            rows.add(new Row("W1: mse, 3 elements, 16 connections", "requests/s", race.figures(Latencies::rate),
                    List.of(Goal.atLeast(3.5, Peer.STARLETTE.label), Goal.atLeast(0.9, CONSTANT))));
            if (Cores.COUNT > 1) {
                servers.tieTo(Cores.ALL_BUT_LAST);
                Cores.tie(ProcessHandle.current(), Cores.LAST);
                Race apart = race.again();
                Cores.tie(ProcessHandle.current(), Cores.ALL);
                rows.add(new Row("W1, the client on its own core", "requests/s", apart.figures(Latencies::rate),
                        List.of(Goal.atLeast(3.5, Peer.STARLETTE.label), Goal.atLeast(0.9, CONSTANT))));
                rows.add(new Row("W1, the client on its own core, 99 % of the answers within", "ms",
                        apart.figures(Latencies::p99), List.of(Goal.atMost(1))));
            }
            return rows;
        }
    }

    private static List<Row> batch() throws IOException {
        Work work = Work.batch();
        try (Servers servers = Servers.start()) {
            List<Contestant> contestants = servers.contestants(work, 1);
            return withFloor(contestants, work, () -> {
                Agreement.check(contestants);
                return List.of(new Row("W2: cross_entropy, 128 × 1000 float32", "ms",
                        Race.run(contestants, PACE).figures(Latencies::median), List.of(Goal.atMost(1, Floor.NAME))));
            });
        }
    }

    private static List<Row> largeTensors() throws IOException {
        Work work = Work.many();
        try (Servers servers = Servers.start()) {
            List<Contestant> contestants = servers.contestants(work, 1);
            return withFloor(contestants, work, () -> {
                Agreement.check(contestants);
                contestants.add(1, new HttpContestant(ECHO, servers.of(Peer.SPRING), "/echo", work.body(), 1));
                return List.of(new Row("W3: mse, 2 × 10⁶ float32", "ms",
                        Race.run(contestants, PACE).figures(Latencies::median), List.of(Goal.atMost(1, Floor.NAME))));
            });
        }
    }

    private static List<Row> withFloor(List<Contestant> contestants, Work work, Measurement measurement)
            throws IOException {
        if (!Floor.isBuilt()) {
            return measurement.rows();
        }
        try (Floor _ = Floor.join(contestants, work)) {
            return measurement.rows();
        }
    }

    private static List<Row> batchFromMany() throws IOException {
        try (Servers servers = Servers.start()) {
            List<Contestant> contestants = servers.contestants(Work.batch(), 8);
            Agreement.check(contestants);
            return List.of(new Row("W5: W2 from 8 clients", "requests/s",
                    Race.run(contestants, PACE).figures(Latencies::rate), List.of(Goal.atLeast(4, Peer.SPRING.label))));
        }
    }

    /** The most memory after small requests, then after large ones by one client, then by four at once. */
    private static List<Row> memory() throws IOException {
        List<Figure> base = new ArrayList<>();
        List<Figure> one = new ArrayList<>();
        List<Figure> four = new ArrayList<>();
        for (Peer peer : Peer.installed()) {
            try (Server server = Server.start(peer)) {
                base.add(new Figure(peer.label, peakMemory(server, Work.few(), 16)));
                one.add(new Figure(peer.label, peakMemory(server, Work.many(), 1)));
                four.add(new Figure(peer.label, peakMemory(server, Work.many(), 4)));
            }
        }
        double fixed = base.getFirst().spread().median();
        return List.of(new Row("memory at most, after W1", "MB", base, List.of()),
                new Row("memory at most, W3", "MB", one, List.of(Goal.atMost(fixed + 3 * TENSORS))),
                new Row("W5: memory at most, W3 from 4 clients", "MB", four,
                        List.of(Goal.atMost(400), Goal.atMost(fixed + 4 * 3 * TENSORS))));
    }

    private static Spread peakMemory(Server server, Work work, int clients) throws IOException {
        new HttpContestant(server.peer().label, server, server.peer().path(work), work.body(), clients)
                .work(Duration.ofSeconds(10));
        return Spread.of(new double[]{server.peakMemory()});
    }

    private static List<Row> start() throws IOException {
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
        return List.of(new Row("start to first answer", "s", figures, List.of(Goal.atMost(0.4, Peer.SPRING.label))));
    }
}
