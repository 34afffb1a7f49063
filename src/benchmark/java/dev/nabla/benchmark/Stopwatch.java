package dev.nabla.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Times something that can be done over and over on one thread, by that thread's own clock. */
final class Stopwatch {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 7;
    private static final long WARM_UP = 1_000_000_000;
    private static final long ROUND = 20_000_000;

    private final Runnable run;
    private final double[] times = new double[ROUNDS];
    private int rounds;

    Stopwatch(Runnable run) {
        this.run = run;
    }

    /** Runs for a second, so that all of it is compiled. */
    Stopwatch warm() {
        repeat(WARM_UP);
        return this;
    }

    /** Takes the time of one round more; the other stopwatches may take theirs in between. */
    void round() {
        times[rounds++] = repeat(ROUND);
    }

    /** The median of the rounds, in nanoseconds a run; takes those that are missing first. */
    double median() {
        while (rounds < ROUNDS) {
            round();
        }
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[ROUNDS / 2];
    }

    boolean isDone() {
        return rounds == ROUNDS;
    }

    /** Nanoseconds a run, of as many as fit into a time. */
    private double repeat(long time) {
        long start = CLOCK.getCurrentThreadCpuTime();
        long now;
        int runs = 0;
        do {
            run.run();
            runs++;
            now = CLOCK.getCurrentThreadCpuTime();
        } while (now - start < time);
        return (now - start) / (double) runs;
    }
}
