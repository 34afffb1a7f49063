package dev.nabla.load;

import dev.nabla.client.ServiceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how long small requests take while others hold connections: {@code SlowClients PORT COUNT SECONDS [KIND ...]}, all kinds
 * by default, one after the other and then together. Each connection sends once a second, each at a time of its own.
 */
public final class SlowClients {

    private static final Duration TURN = Duration.ofMillis(10);
    private static final int TURNS = 100;
    private static final double MEBIBYTE = 1 << 20;

    private final int port;
    private final int count;
    private final int seconds;

    private SlowClients(int port, int count, int seconds) {
        this.port = port;
        this.count = count;
        this.seconds = seconds;
    }

    public static void main(String... args) throws IOException, InterruptedException {
        SlowClients load = new SlowClients(Integer.parseInt(args[0]), Integer.parseInt(args[1]),
                Integer.parseInt(args[2]));
        List<Annoyance> kinds = args.length == 3
                ? List.of(Annoyance.values())
                : Arrays.stream(args).skip(3).map(Annoyance::valueOf).toList();
        load.run(List.of());
        load.run(List.of());
        for (Annoyance kind : kinds) {
            load.run(List.of(kind));
        }
        if (kinds.size() > 1) {
            load.run(kinds);
        }
        load.run(List.of());
    }

    private void run(List<Annoyance> kinds) throws IOException, InterruptedException {
        List<SlowConnections> connections = new ArrayList<>();
        try (SmallRequests requests = new SmallRequests(port)) {
            for (Annoyance kind : kinds) {
                SlowConnections each = new SlowConnections(port, kind);
                connections.add(each);
                each.open(count);
            }
            requests.start();
            drip(connections);
            System.out.printf("%-60s %s, closed by the service %d, heap %.0f MB%n",
                    kinds.stream().map(Annoyance::label).toList(), requests.summary(),
                    connections.stream().mapToLong(SlowConnections::closed).sum(),
                    ProcessReading.heap(new ServiceClient(port)) / MEBIBYTE);
        } finally {
            for (SlowConnections each : connections) {
                each.close();
            }
        }
        TimeUnit.SECONDS.sleep(1);
    }

    private void drip(List<SlowConnections> connections) throws IOException {
        long start = System.nanoTime();
        for (int turn = 0; turn < seconds * TURNS; turn++) {
            LockSupport.parkNanos(start + turn * TURN.toNanos() - System.nanoTime());
            for (SlowConnections each : connections) {
                each.drip(turn % TURNS, TURNS);
            }
        }
    }
}
