package dev.nabla.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Work on an input whose size can be chosen.
 *
 * @param subject what does it: the id of a loss, layer or optimizer
 * @param input how the input grows
 * @param ofSize the work for a number of elements; empty if there is none of this size
 */
record GrowingWork(String subject, String input, IntFunction<Optional<Runnable>> ofSize) {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int SMALLEST = 1 << 11;
    /** The largest size, unless that is not enough. */
    static final int LARGEST = 1 << 16;
    /** Work that takes longer is not doubled again, once the growth can be measured. */
    private static final double ENOUGH = 30e6;
    /** Shorter work takes more rounds. */
    private static final double SHORT = 5e6;
    /** The number of doublings over which the growth is measured. */
    private static final int DOUBLINGS = 3;
    private static final int WARM_UP = 60_000_000;
    private static final int ROUNDS = 3;

    /**
     * How the time grows with the size.
     *
     * @param exponent the logarithm to base 2 of the factor per doubling, over the last doublings
     * @param size the largest size
     * @param nanoseconds the time for it
     */
    record Growth(GrowingWork work, double exponent, int size, double nanoseconds) {

        /** A row of a table. */
        String row() {
            return String.format(Locale.ROOT, "| `%s` | %s | %.2f | %d | %.1f |", work.subject, work.input, exponent,
                    size,
                    nanoseconds / size);
        }
    }

    /** Doubles the size until the work takes long or is the largest; empty if there is no such work. */
    Optional<Growth> measure(int largest) {
        Optional<Runnable> first = ofSize.apply(SMALLEST);
        first.ifPresent(GrowingWork::warm);
        List<Double> times = new ArrayList<>();
        int size = SMALLEST;
        for (Optional<Runnable> work = first; work.isPresent(); work = ofSize.apply(size)) {
            times.add(time(work.get()));
            if ((times.size() > DOUBLINGS && times.getLast() > ENOUGH) || size == largest) {
                break;
            }
            size *= 2;
        }
        if (times.isEmpty()) {
            return Optional.empty();
        }
        int from = Math.max(0, times.size() - 1 - DOUBLINGS);
        double factor = times.getLast() / times.get(from);
        double exponent = Math.log(factor) / Math.log(2) / Math.max(1, times.size() - 1 - from);
        return Optional.of(new Growth(this, exponent, SMALLEST << (times.size() - 1), times.getLast()));
    }

    private static void warm(Runnable work) {
        long start = CLOCK.getCurrentThreadCpuTime();
        do {
            work.run();
        } while (CLOCK.getCurrentThreadCpuTime() - start < WARM_UP);
    }

    /** The least time of a few rounds, by the clock of this thread: what disturbs a round makes it longer. */
    private static double time(Runnable work) {
        double least = Double.POSITIVE_INFINITY;
        double spent = 0;
        for (int round = 0; (round < ROUNDS || spent < SHORT) && spent < ENOUGH; round++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            work.run();
            double time = (double) (CLOCK.getCurrentThreadCpuTime() - start);
            least = Math.min(least, time);
            spent += time;
        }
        return least;
    }
}
