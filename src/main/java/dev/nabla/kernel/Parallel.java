package dev.nabla.kernel;

import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;

/** Splits work over the cores. Whoever uses it sees to it that the answer does not depend on where the splits fall. */
public final class Parallel {

    /** Elements of a tensor that are worth a thread: with fewer, handing them over costs more than it gains. */
    public static final int ELEMENTS_PER_THREAD = 1 << 15;

    private Parallel() {}

    /** Does the work of items from one up to another. */
    @FunctionalInterface
    public interface Range {

        void run(int from, int to);
    }

    /**
     * Runs over items from 0 on, in one range or several at once.
     *
     * @param work how much there is to do for all of them
     * @param worthwhile how much of that is worth a thread
     */
    public static void run(int items, long work, int worthwhile, Range range) {
        int parts = Math.clamp(work / worthwhile, 1, Math.clamp(items, 1, threads()));
        if (parts == 1) {
            range.run(0, items);
        } else {
            IntStream.range(0, parts).parallel()
                    .forEach(part -> range.run(start(items, part, parts), start(items, part + 1, parts)));
        }
    }

    /** Threads that share the work of this one: those of its pool, if it belongs to one. */
    private static int threads() {
        return ForkJoinTask.inForkJoinPool()
                ? ForkJoinTask.getPool().getParallelism()
                : Runtime.getRuntime().availableProcessors();
    }

    private static int start(int items, int part, int parts) {
        return (int) ((long) items * part / parts);
    }
}
