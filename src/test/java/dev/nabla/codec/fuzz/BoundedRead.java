package dev.nabla.codec.fuzz;

import dev.nabla.tensor.Storage;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * Reads bytes with the memory that admission grants, and looks at what that takes. A read that takes long, or much memory, is a
 * finding, and so is every exception that the reading lets through.
 */
final class BoundedRead {

    /** The memory that tensors may take; what takes more is refused, as by admission. */
    static final long MOST_MEMORY = 8 << 20;

    private static final long TOO_LONG_NANOS = 2_000_000_000L;

    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
            .getThreadMXBean();

    private final Storage storage = new Storage(Long.MAX_VALUE, 0);
    private final long mostAllocated;
    private final Reading reading;

    /**
     * @param mostAllocated what a read may take beside 1000 times its input, in bytes
     * @param reading reads bytes, and lets only findings through
     */
    BoundedRead(long mostAllocated, Reading reading) {
        this.mostAllocated = mostAllocated;
        this.reading = reading;
    }

    /** Reads bytes. */
    @FunctionalInterface
    interface Reading {

        void read(byte[] data) throws IOException;
    }

    /** Reads bytes. A read that takes much may have loaded classes: then the next of the same bytes counts. */
    void run(byte[] data) {
        boolean mayHaveLoadedClasses = isCostly(data);
        if (mayHaveLoadedClasses && isCostly(data)) {
            throw new AssertionError("a read takes too much time or memory");
        }
    }

    private boolean isCostly(byte[] data) {
        long begin = THREADS.getCurrentThreadCpuTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        read(data);
        return THREADS.getCurrentThreadAllocatedBytes() - before > mostAllocated + 1000L * data.length
                || THREADS.getCurrentThreadCpuTime() - begin > TOO_LONG_NANOS;
    }

    private void read(byte[] data) {
        try (Storage.Lease _ = storage.lend(new Budget())) {
            reading.read(data);
        } catch (TooLargeException _) {
            // refused by admission
        } catch (IOException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(e);
        }
    }

    /** Memory as admission grants it. */
    private static final class Budget implements Storage.Meter {

        private long taken;

        @Override
        public void count(long bytes) {
            expect(bytes);
            taken += bytes;
        }

        @Override
        public void expect(long bytes) {
            if (bytes < 0 ? taken + bytes < 0 : taken + bytes > MOST_MEMORY) {
                throw new TooLargeException();
            }
        }
    }

    private static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
