package dev.nabla.load;

import dev.nabla.client.ServiceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether a service's process grows under mixed load: {@code Soak PORT PID [SECONDS]}, two hours by default. It reads every 10
 * seconds, after a garbage collection, what the process holds, and compares the medians of the second and the last quarter of the
 * time. Ends with 1 if anything has grown, or was answered by a 5xx other than a 503 with {@code Retry-After}, or not at all.
 */
public final class Soak {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration DEFAULT_TIME = Duration.ofHours(2);
    private static final double MEGABYTE = 1e6;

    /** What has grown by more than a tenth, and by more than its slack. */
    private static final double TOLERANCE = 0.1;

    private static final List<Quantity> QUANTITIES = List.of(
            new Quantity("heap after GC, MB", reading -> reading.heap() / MEGABYTE, 8),
            new Quantity("resident memory, MB", reading -> reading.resident() / MEGABYTE, 16),
            new Quantity("file descriptors", ProcessReading::descriptors, 20),
            new Quantity("threads", ProcessReading::threads, 5));

    private record Quantity(String name, ToDoubleFunction<ProcessReading> value, double slack) {

        double median(List<ProcessReading> readings) {
            double[] sorted = readings.stream().mapToDouble(value).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        boolean hasGrown(double before, double after) {
            return after - before > Math.max(TOLERANCE * before, slack);
        }
    }

    private Soak() {}

    public static void main(String... args) throws IOException, InterruptedException {
        ServiceClient service = new ServiceClient(Integer.parseInt(args[0]));
        long pid = Long.parseLong(args[1]);
        Duration time = args.length > 2 ? Duration.ofSeconds(Long.parseLong(args[2])) : DEFAULT_TIME;
        MixedLoad load = new MixedLoad(service);
        load.start();
        List<ProcessReading> readings = read(service, pid, time);
        load.end();
        load.findings().forEach(System.out::println);
        System.out.println(load.summary());
        System.exit(isFlat(readings) && load.findings().isEmpty() ? 0 : 1);
    }

    private static List<ProcessReading> read(ServiceClient service, long pid, Duration time)
            throws IOException, InterruptedException {
        List<ProcessReading> readings = new ArrayList<>();
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            Thread.sleep(INTERVAL);
            ProcessReading reading = ProcessReading.of(service, pid);
            readings.add(reading);
            System.out.printf("%5.0f s: heap %.0f MB, resident %.0f MB, %.0f descriptors, %.0f threads%n",
                    (System.nanoTime() - start) / 1e9, reading.heap() / MEGABYTE, reading.resident() / MEGABYTE,
                    reading.descriptors(), reading.threads());
        }
        return readings;
    }

    private static boolean isFlat(List<ProcessReading> readings) {
        int quarter = readings.size() / 4;
        List<ProcessReading> second = readings.subList(quarter, 2 * quarter);
        List<ProcessReading> last = readings.subList(readings.size() - quarter, readings.size());
        boolean isFlat = true;
        System.out.println("| | second quarter | last quarter | |\n|---|---|---|---|");
        for (Quantity quantity : QUANTITIES) {
            double before = quantity.median(second);
            double after = quantity.median(last);
            boolean hasGrown = quantity.hasGrown(before, after);
            System.out.printf("| %s | %.0f | %.0f | %s |%n", quantity.name(), before, after,
                    hasGrown ? "grows" : "flat");
            isFlat &= !hasGrown;
        }
        return isFlat;
    }
}
