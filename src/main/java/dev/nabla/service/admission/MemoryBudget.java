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
 * Admits requests while the memory that they will take fits a budget. What does not fit waits, first come first served,
 * and is refused if it waits too long. Small requests have an eighth of the budget to themselves, so that they never
 * wait for large ones.
 */
public final class MemoryBudget implements MeterBinder {

    /** Requests that take no more are small. */
    static final long SMALL = 1 << 20;

    private static final long UNIT = 1 << 10;

    private final Share small;
    private final Share large;
    private final Duration patience;
    private final LongAdder refusals = new LongAdder();

    /**
     * A budget.
     *
     * @param bytes what all requests together may take
     * @param patience how long a request waits before it is refused
     */
    public MemoryBudget(long bytes, Duration patience) {
        this.small = new Share(Math.max(bytes / 8, SMALL));
        this.large = new Share(bytes - bytes / 8);
        this.patience = patience;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("nabla.memory.refusals", refusals, LongAdder::sum)
                .description("Requests refused since their memory did not fit").register(registry);
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

    /** The most that a single request can get. */
    public long largest() {
        return large.size();
    }

    /** Opens the account of a request, which has nothing yet. */
    public Reservation open() {
        return new Reservation();
    }

    /** The memory of one request. Closing gives it back. */
    public final class Reservation implements AutoCloseable {

        private Share share = small;
        private int units;

        private Reservation() {}

        /**
         * Sees to it that the request has so many bytes, waiting if need be.
         *
         * @throws BusyException if it waited in vain
         */
        public void require(long bytes) {
            int wanted = units(bytes);
            if (bytes > SMALL && share == small) {
                large.take(wanted, bytes);
                small.release(units);
                share = large;
                units = wanted;
            } else if (wanted > units) {
                share.take(wanted - units, bytes);
                units = wanted;
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

        void take(int wanted, long bytes) {
            try {
                if (free.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            refusals.increment();
            throw new BusyException(bytes, patience);
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
