package dev.nabla.benchmark;

import dev.nabla.tensor.Storage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Supplier;

/** Runs this project's work on so many threads, in storage that is lent to it as to a request. */
final class NablaThreads implements AutoCloseable {

    private final ForkJoinPool[] pools = {new ForkJoinPool(1), new ForkJoinPool(2)};
    private final Storage storage = new Storage(1 << 16, 1 << 28);

    /** Answers what the work answers; its arrays are used again by the next work, and may be looked at until then. */
    <T> T run(int threads, Supplier<T> work) {
        return pools[threads - 1].invoke(ForkJoinTask.adapt(() -> {
            try (Storage.Lease _ = storage.lend()) {
                return work.get();
            }
        }));
    }

    @Override
    public void close() {
        for (ForkJoinPool pool : pools) {
            pool.close();
        }
    }
}
