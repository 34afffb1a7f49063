package dev.nabla.load;

import dev.nabla.client.ServiceClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Prints how long small requests take while others hold connections: {@code SlowClients PORT COUNT SECONDS [KIND ...]}, all kinds
 * by default, one after the other and then together.
 */
public final class SlowClients {

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
            for (int i = 0; i < seconds; i++) {
                TimeUnit.SECONDS.sleep(1);
                for (SlowConnections each : connections) {
                    each.drip();
                }
            }
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
}
