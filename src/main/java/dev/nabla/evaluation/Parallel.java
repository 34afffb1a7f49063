package dev.nabla.evaluation;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Splits work over the cores. Whoever uses it sees to it that the answer does not depend on where the splits fall. */
final class Parallel {

    /** Below so many elements a core, handing work over costs more than it gains. */
    private static final int WORTHWHILE = 1 << 15;

    private Parallel() {}

    @FunctionalInterface
    interface Range {

        void run(int from, int to);
    }

    /** Runs over items from 0 on, each of so many elements, in one range or several at once. */
    static void run(int items, int elementsEach, Range range) {
        long elements = (long) items * elementsEach;
        int parts = Math.clamp(elements / WORTHWHILE, 1, ForkJoinPool.getCommonPoolParallelism() + 1);
        if (parts == 1) {
            range.run(0, items);
        } else {
            IntStream.range(0, parts).parallel()
                    .forEach(part -> range.run(start(items, part, parts), start(items, part + 1, parts)));
        }
    }

    private static int start(int items, int part, int parts) {
        return (int) ((long) items * part / parts);
    }
}
