package dev.nabla.service.admission;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Limits the memory of concurrent requests. Requests that do not fit the budget wait and are refused after a timeout. An eighth
 * of the budget is reserved for small requests, so that they never wait for large ones.
 *
 * <p>If small requests have to wait, clients that have been slow to send theirs, or to take the answer, are given up.
 *
 * <p>What a request holds beside its reservation, buffers of its connection and a stack, is limited by their number: if more
 * come than can be answered, those that are too many are refused at once.
 */
public final class MemoryBudget implements MeterBinder {

    /** The maximum size of a small request, in bytes. */
    static final long SMALL = 1 << 20;

    /** Memory is taken in multiples of this, so that a small request takes some once. */
    private static final long STEP = 4 << 10;

    /** How many requests may wait for memory. */
    private static final int MAX_WAITING = 1024;

    /** Requests that hold less than this are not given up for others, in bytes. */
    private static final long CONSIDERABLE = 16 << 10;

    /** How long a request may be under way before it is slow, in nanoseconds. */
    private static final long SLOW = 500_000_000;

    private final FairShare small;
    private final FairShare large;
    private final LongAdder excessive = new LongAdder();
    private final int maxRequests;
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<Reservation> considerable = ConcurrentHashMap.newKeySet();
    private final LongAdder tooMany = new LongAdder();

    /**
     * Creates a budget.
     *
     * @param bytes the memory of all requests together
     * @param maxRequests how many requests may have memory at a time; each has buffers and a stack beside it
     * @param timeout how long a request waits before it is refused
     */
    public MemoryBudget(long bytes, int maxRequests, Duration timeout) {
        this.small = new FairShare(Math.max(bytes / 8, SMALL), MAX_WAITING, timeout, this::giveUpSlowest);
        this.large = new FairShare(bytes - bytes / 8, MAX_WAITING, timeout);
        this.maxRequests = maxRequests;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        measure(registry, "small", small);
        measure(registry, "large", large);
        FunctionCounter.builder("nabla.memory.refusals", excessive, LongAdder::sum)
                .tags("share", "large", "reason", "excessive").description("Requests refused for lack of memory")
                .register(registry);
        FunctionCounter.builder("nabla.memory.refusals", tooMany, LongAdder::sum)
                .tags("share", "small", "reason", "requests").description("Requests refused for lack of memory")
                .register(registry);
    }

    private static void measure(MeterRegistry registry, String name, FairShare share) {
        Gauge.builder("nabla.memory.reserved", share, FairShare::held).baseUnit("bytes").tag("share", name)
                .description("Memory reserved for requests that are being answered").register(registry);
        Gauge.builder("nabla.memory.budget", share, FairShare::capacity).baseUnit("bytes").tag("share", name)
                .description("Memory that requests may take").register(registry);
        Gauge.builder("nabla.memory.waiting", share, FairShare::waiting).tag("share", name)
                .description("Requests waiting for memory").register(registry);
        FunctionCounter.builder("nabla.memory.refusals", share, FairShare::refusals)
                .tags("share", name, "reason", "busy").description("Requests refused for lack of memory")
                .register(registry);
    }

    /** The maximum that a single request can reserve, in bytes. */
    public long maxReservation() {
        return Math.max(large.capacity(), SMALL);
    }

    /**
     * Requires that a request may have this many bytes.
     *
     * @throws TooCostlyException if no request may
     */
    void requirePossible(long bytes) {
        if (bytes > maxReservation()) {
            excessive.increment();
            throw TooCostlyException.memory(bytes, maxReservation());
        }
    }

    /**
     * Opens an empty reservation for a request.
     *
     * @param client who has sent it; asked for only if the request is large
     */
    public Reservation open(Supplier<?> client) {
        return open(client, () -> false);
    }

    /** As above, for a request that is given up if its sender is slow and others wait for what it holds. */
    Reservation open(Supplier<?> client, Sender sender) {
        return new Reservation(client, sender);
    }

    private void giveUpSlowest(long bytes) {
        record Slow(Reservation reservation, long nanos) {}
        List<Slow> slowest = considerable.stream().map(each -> new Slow(each, each.sender.slowFor()))
                .filter(slow -> slow.nanos >= SLOW).sorted(Comparator.comparingLong(Slow::nanos).reversed()).toList();
        long missing = bytes;
        for (int i = 0; i < slowest.size() && missing > 0; i++) {
            Reservation next = slowest.get(i).reservation;
            missing -= next.claim.held();
            considerable.remove(next);
            next.sender.giveUp();
        }
    }

    /** The memory reserved for one request. Closing releases it. */
    public final class Reservation implements AutoCloseable {

        private final Supplier<?> client;
        private final Sender sender;
        private FairShare.Claim claim;
        private boolean isLarge;
        private boolean isCounted;

        private Reservation(Supplier<?> client, Sender sender) {
            this.client = client;
            this.sender = sender;
            this.claim = small.open(null);
        }

        /** Says how much it will need: what will be large takes nothing from small requests while it begins. */
        public void expect(long bytes) {
            if (bytes > SMALL && claim.held() == 0) {
                claim = large.open(client.get());
                isLarge = true;
            }
        }

        /**
         * Ensures that at least this many bytes are reserved, waiting if necessary.
         *
         * @throws TooCostlyException if that is more than any request may have
         * @throws BusyException if the wait timed out, or there are too many requests
         */
        public void require(long bytes) {
            if (bytes <= claim.held()) {
                return;
            }
            requirePossible(bytes);
            if (!enter()) {
                throw BusyException.requests(maxRequests);
            }
            try {
                take(inSteps(bytes));
            } catch (OverloadException e) {
                throw BusyException.memory(bytes, e);
            }
        }

        /** As {@link #require}, without waiting; false if there is not enough. */
        public boolean tryRequire(long bytes) {
            if (bytes <= claim.held()) {
                return true;
            }
            if (bytes > maxReservation()) {
                excessive.increment();
                return false;
            }
            if (!enter()) {
                return false;
            }
            if (bytes <= SMALL || isLarge) {
                return claim.tryTake(inSteps(bytes) - claim.held());
            }
            FairShare.Claim other = large.open(client.get());
            if (other.tryTake(inSteps(bytes))) {
                release();
                claim = other;
                isLarge = true;
            }
            return isLarge;
        }

        /** Counts this as one of the requests, once; false if there are too many. */
        private boolean enter() {
            if (!isCounted) {
                isCounted = requests.incrementAndGet() <= maxRequests;
                if (!isCounted) {
                    requests.decrementAndGet();
                    tooMany.increment();
                }
            }
            return isCounted;
        }

        private long inSteps(long bytes) {
            return Math.min(Math.ceilDiv(bytes, STEP) * STEP, maxReservation());
        }

        private void take(long bytes) {
            if (bytes > SMALL && !isLarge) {
                FairShare.Claim other = large.open(client.get());
                other.take(bytes);
                release();
                claim = other;
                isLarge = true;
            } else {
                claim.take(bytes - claim.held());
                if (!isLarge && bytes > CONSIDERABLE) {
                    considerable.add(this);
                }
            }
        }

        /** Releases what is reserved beyond this many bytes. */
        public void shrink(long bytes) {
            claim.giveBack(Math.max(0, claim.held() - bytes));
        }

        private void release() {
            if (!considerable.isEmpty()) {
                considerable.remove(this);
            }
            claim.giveBack(claim.held());
        }

        @Override
        public void close() {
            release();
            if (isCounted) {
                isCounted = false;
                requests.decrementAndGet();
            }
        }
    }
}
