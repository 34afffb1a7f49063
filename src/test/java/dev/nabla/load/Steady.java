package dev.nabla.load;

import java.util.List;

/** The latency of a client that sends a small request every 5 ms, in milliseconds. */
record Steady(double p50, double p99) {

    /** It is quiet again when the median of so many requests is at most twice that of the quiet service. */
    private static final int WINDOW = 20;

    static Steady of(List<SmallRequests.Sample> samples) {
        Latencies latencies = new Latencies();
        samples.forEach(sample -> latencies.add(sample.nanos()));
        return new Steady(latencies.millis(0.5), latencies.millis(0.99));
    }

    /**
     * How many milliseconds it takes after {@code end} until latency is as it is here, from the first request of a quiet window on;
     * NaN if there is none.
     */
    double recovery(List<SmallRequests.Sample> after, long end) {
        for (int i = 0; i + WINDOW <= after.size(); i++) {
            if (of(after.subList(i, i + WINDOW)).p50() <= 2 * p50) {
                return (after.get(i).start() - end) / 1e6;
            }
        }
        return Double.NaN;
    }
}
