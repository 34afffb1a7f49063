package dev.nabla.load;

import java.util.Arrays;

/** How long many requests took. */
final class Latencies {

    private long[] nanos = new long[1024];
    private int count;

    void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }

    int count() {
        return count;
    }

    /** A quantile in milliseconds; NaN if there are none. */
    double millis(double quantile) {
        Arrays.sort(nanos, 0, count);
        return count == 0 ? Double.NaN : nanos[(int) Math.min(count - 1L, Math.round(quantile * count))] / 1e6;
    }
}
