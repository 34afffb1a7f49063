package dev.nabla.kernel;

import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;

/** Splits work over the cores. Callers make sure that results do not depend on where it is split. */
public final class Parallel {

    /** Elements of a tensor that justify one more thread. With fewer, the handover costs more than it gains. */
    public static final int ELEMENTS_PER_THREAD = 1 << 15;

    private Parallel() {}

    /** Processes a range of items. */
    @FunctionalInterface
    public interface Range {

        void run(int from, int to);
    }

    /**
     * Processes the items 0 to {@code items - 1} in one range, or in several at the same time.
     *
     * @param work the total work, in any unit
     * @param workPerThread how much work justifies one more thread, in the same unit
     */
    public static void run(int items, long work, int workPerThread, Range range) {
        int parts = parts(items, work / workPerThread);
        if (parts == 1) {
            range.run(0, items);
        } else {
            Deadline deadline = Deadline.current();
            IntStream.range(0, parts).parallel().forEach(part -> deadline
                    .run(() -> range.run(start(items, part, parts), start(items, part + 1, parts))));
        }
    }

    /** Into how many parts the items are divided. Small work does not ask for the number of threads, a system call. */
    private static int parts(int items, long justified) {
        return justified <= 1 || items <= 1 ? 1 : Math.clamp(justified, 1, Math.min(items, threads()));
    }

    /** The number of threads to use: those of the current pool, or one per core. */
    private static int threads() {
        return ForkJoinTask.inForkJoinPool()
                ? ForkJoinTask.getPool().getParallelism()
                : Runtime.getRuntime().availableProcessors();
    }

    private static int start(int items, int part, int parts) {
        return (int) ((long) items * part / parts);
    }
}
