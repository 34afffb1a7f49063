package dev.nabla.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Work on an input whose size can be chosen.
 *
 * @param subject what does it: the id of a loss, layer or optimizer
 * @param input how the input grows
 * @param ofSize the work for a number of elements; empty if there is none of this size
 */
record GrowingWork(String subject, String input, IntFunction<Optional<Runnable>> ofSize) {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int SMALLEST = 1000;
    private static final int LARGEST = SMALLEST << 10;
    /** A size of which loops are vectorized, that those are compiled too. */
    private static final int VECTORIZED = SMALLEST << 3;
    /** The sizes that a row tells the time of. */
    static final int[] TOLD = {SMALLEST, SMALLEST << 3, SMALLEST << 6, LARGEST};
    /** Work that takes longer is not doubled again, once the growth can be measured. */
    private static final double LONG = 1e9;
    /** Time spent that is enough for a measurement. */
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
     * @param nanoseconds the time for the smallest size, for twice that, and so on
     */
    record Growth(GrowingWork work, double exponent, List<Double> nanoseconds) {

        /** A row of a table: the exponent, and the nanoseconds per element of the sizes that were reached. */
        String row() {
            String perElement = Arrays.stream(TOLD).mapToObj(this::perElement).collect(Collectors.joining(" | "));
            return String.format(Locale.ROOT, "| `%s` | %s | %.2f | %s |", work.subject, work.input, exponent,
                    perElement);
        }

        private String perElement(int size) {
            int doublings = Integer.numberOfTrailingZeros(size / SMALLEST);
            return doublings < nanoseconds.size()
                    ? String.format(Locale.ROOT, "%.1f", nanoseconds.get(doublings) / size)
                    : "";
        }
    }

    /** Doubles the size until the work takes long or is the largest; empty if there is no such work. */
    Optional<Growth> measure() {
        Optional<Runnable> first = ofSize.apply(SMALLEST);
        first.ifPresent(GrowingWork::warm);
        ofSize.apply(VECTORIZED).ifPresent(GrowingWork::warm);
        List<Double> times = new ArrayList<>();
        int size = SMALLEST;
        for (Optional<Runnable> work = first; work.isPresent(); work = ofSize.apply(size)) {
            times.add(time(work.get()));
            if ((times.size() > DOUBLINGS && times.getLast() > LONG) || size == LARGEST) {
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
        return Optional.of(new Growth(this, exponent, times));
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
