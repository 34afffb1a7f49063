package dev.nabla.benchmark.http;

import java.time.Duration;
import java.util.Arrays;

/** How long each of many answers took. */
final class Latencies {

    private long[] nanos = new long[1 << 12];
    private int count;
    private long perAnswer = 1;
    private double seconds;
    private Duration cpuTime = Duration.ZERO;

    void add(long nanosOfOne) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = nanosOfOne;
    }

    /** Says that no more will be added, and how long all took together. */
    Latencies in(long nanosOfAll) {
        Arrays.sort(nanos, 0, count);
        seconds = nanosOfAll * 1e-9;
        return this;
    }

    /** Says how much CPU time all answers took the server together. */
    Latencies with(Duration cpuTimeOfAll) {
        cpuTime = cpuTimeOfAll;
        return this;
    }

    /** Says that each answer is to so many evaluations, which then count in its place. */
    Latencies of(long evaluations) {
        perAnswer = evaluations;
        return this;
    }

    /** The CPU time of an answer, in microseconds. */
    double cpuTime() {
        return cpuTime.toNanos() * 1e-3 / count / perAnswer;
    }

    /** Answers per second. */
    double rate() {
        return count * perAnswer / seconds;
    }

    /** The median, in milliseconds. */
    double median() {
        return quantile(0.5);
    }

    /** The 99th percentile, in milliseconds. */
    double p99() {
        return quantile(0.99);
    }

    private double quantile(double share) {
        return nanos[(int) Math.ceil(share * count) - 1] * 1e-6;
    }
}
