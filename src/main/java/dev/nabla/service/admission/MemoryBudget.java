package dev.nabla.service.admission;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Limits the memory of concurrent requests. Requests that do not fit the budget wait in FIFO order and are refused after a
 * timeout. An eighth of the budget is reserved for small requests, so that they never wait for large ones.
 */
public final class MemoryBudget implements MeterBinder {

    /** The maximum size of a small request, in bytes. */
    static final long SMALL = 1 << 20;

    private static final long UNIT = 1 << 10;

    private final Share small;
    private final Share large;
    private final Duration timeout;
    private final LongAdder refusals = new LongAdder();

    /**
     * Creates a budget.
     *
     * @param bytes the memory of all requests together
     * @param timeout how long a request waits before it is refused
     */
    public MemoryBudget(long bytes, Duration timeout) {
        this.small = new Share(Math.max(bytes / 8, SMALL));
        this.large = new Share(bytes - bytes / 8);
        this.timeout = timeout;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("nabla.memory.refusals", refusals, LongAdder::sum)
                .description("Requests refused for lack of memory").register(registry);
        measure(registry, "small", small);
        measure(registry, "large", large);
    }

    private static void measure(MeterRegistry registry, String name, Share share) {
        Gauge.builder("nabla.memory.reserved", share, Share::reserved).baseUnit("bytes").tag("share", name)
                .description("Memory reserved for requests that are being answered").register(registry);
        Gauge.builder("nabla.memory.budget", share, Share::size).baseUnit("bytes").tag("share", name)
                .description("Memory that requests may take").register(registry);
        Gauge.builder("nabla.memory.waiting", share, Share::waiting).tag("share", name)
                .description("Requests waiting for memory").register(registry);
    }

    /** The maximum that a single request can reserve, in bytes. */
    public long maxReservation() {
        return large.size();
    }

    /** Opens an empty reservation for a request. */
    public Reservation open() {
        return new Reservation();
    }

    /** The memory reserved for one request. Closing releases it. */
    public final class Reservation implements AutoCloseable {

        private Share share = small;
        private int units;

        private Reservation() {}

        /**
         * Ensures that at least this many bytes are reserved, waiting if necessary.
         *
         * @throws BusyException if the wait timed out
         */
        public void require(long bytes) {
            int requested = units(bytes);
            if (bytes > SMALL && share == small) {
                large.take(requested, bytes);
                small.release(units);
                share = large;
                units = requested;
            } else if (requested > units) {
                share.take(requested - units, bytes);
                units = requested;
            }
        }

        @Override
        public void close() {
            share.release(units);
            units = 0;
        }
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, UNIT));
    }

    private final class Share {

        private final int size;
        private final Semaphore free;

        Share(long bytes) {
            this.size = units(bytes);
            this.free = new Semaphore(size, true);
        }

        void take(int requested, long bytes) {
            try {
                if (free.tryAcquire(requested, timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            refusals.increment();
            throw new BusyException(bytes, timeout);
        }

        void release(int count) {
            free.release(count);
        }

        long size() {
            return size * UNIT;
        }

        double reserved() {
            return (double) ((size - free.availablePermits()) * UNIT);
        }

        int waiting() {
            return free.getQueueLength();
        }
    }
}
