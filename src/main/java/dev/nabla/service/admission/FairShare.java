package dev.nabla.service.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A capacity that requests take and give back. Those that do not fit wait; first come requests that hold a part already, since
 * others wait for it, then those of the client that holds least, then those that came first.
 *
 * <p>A burst waits for as long as the timeout allows. If there has been a queue for half of that, there is more to do than can be
 * done: waiting longer would make answers later, not more, so those that come then wait for a shorter time (as CoDel does for
 * packets; Nichols and Jacobson, "Controlling Queue Delay", 2012), until nobody has had to wait for as long again. A moment
 * without a queue does not end it: those that have got their first part come again for the rest, and those that were refused
 * together come back together.
 *
 * <p>A request that asks for more while it holds a part can wait for another that waits for it. If all that is held is held by
 * waiting requests, the last of them is refused.
 */
final class FairShare {

    /** The weight of the latest request in the average time for which capacity is held. */
    private static final double LATEST = 0.1;

    /** A queue that is not long yet ends if it is empty for this part of the time after which it is. */
    private static final int MOMENTS = 10;

    /** No queue makes a request wait for less than this part of the timeout. */
    private static final int LEAST = 16;

    /** How many nanoseconds pass before who waits says again that something is missing. */
    private static final long BETWEEN_SHORTAGES = 100_000_000;

    private static final Comparator<Waiting> ORDER = Comparator.comparingInt(Waiting::rank)
            .thenComparingLong(Waiting::ofClient).thenComparingLong(waiting -> waiting.turn);

    private final long capacity;
    private final int maxWaiting;
    private final Duration timeout;
    private final LongSupplier clock;
    private final LongConsumer shortage;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiting> queue = new ArrayList<>();
    private final Map<Object, Long> heldByClient = new HashMap<>();
    private final LongAdder refusals = new LongAdder();
    private long held;
    private long turns;
    private double holdingSeconds;
    private long queuedSince;
    private long queuedUntil;

    /**
     * Creates a capacity that nobody holds.
     *
     * @param maxWaiting how many requests may wait; others are refused at once
     * @param timeout how long a request waits at most before it is refused
     */
    FairShare(long capacity, int maxWaiting, Duration timeout) {
        this(capacity, maxWaiting, timeout, System::nanoTime, _ -> {});
    }

    /** As above; who waits says again and again how much is missing. */
    FairShare(long capacity, int maxWaiting, Duration timeout, LongConsumer shortage) {
        this(capacity, maxWaiting, timeout, System::nanoTime, shortage);
    }

    /** As above, by a clock in nanoseconds. */
    FairShare(long capacity, int maxWaiting, Duration timeout, LongSupplier clock, LongConsumer shortage) {
        this.capacity = capacity;
        this.maxWaiting = maxWaiting;
        this.timeout = timeout;
        this.clock = clock;
        this.shortage = shortage;
        this.queuedSince = clock.getAsLong();
        this.queuedUntil = queuedSince;
    }

    long capacity() {
        return capacity;
    }

    double held() {
        return locked(() -> held);
    }

    double waiting() {
        return locked(queue::size);
    }

    double refusals() {
        return refusals.sum();
    }

    private double locked(LongSupplier value) {
        lock.lock();
        try {
            return value.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    /** Opens an empty claim for a request of a client; {@code null} if it does not matter whose it is. */
    Claim open(@Nullable Object client) {
        return new Claim(client);
    }

    /** The part that a request holds. */
    final class Claim {

        private final @Nullable Object client;
        private long held;

        /** When it began to hold something, later by the time for which it has waited for more. */
        private long since;

        private Claim(@Nullable Object client) {
            this.client = client;
        }

        long held() {
            return held;
        }

        /**
         * Takes more, waiting if necessary.
         *
         * @throws OverloadException if there is none in time
         */
        void take(long amount) {
            lock.lock();
            try {
                if (queue.isEmpty() && fits(amount)) {
                    grant(this, amount);
                } else {
                    await(new Waiting(this, amount, turns++, clock.getAsLong(), lock.newCondition()));
                }
            } finally {
                lock.unlock();
            }
        }

        /** Takes more, if there is enough at once; false if there is not. */
        boolean tryTake(long amount) {
            lock.lock();
            try {
                boolean isFree = queue.isEmpty() && fits(amount);
                if (isFree) {
                    grant(this, amount);
                } else {
                    refusals.increment();
                }
                return isFree;
            } finally {
                lock.unlock();
            }
        }

        /** Gives back a part. */
        void giveBack(long amount) {
            if (amount == 0) {
                return;
            }
            lock.lock();
            try {
                add(-amount);
                if (held == 0) {
                    holdingSeconds += LATEST * ((clock.getAsLong() - since) * 1e-9 - holdingSeconds);
                }
                grantWaiting();
            } finally {
                lock.unlock();
            }
        }

        private void add(long amount) {
            held += amount;
            FairShare.this.held += amount;
            if (client != null && heldByClient.merge(client, amount, Long::sum) == 0) {
                heldByClient.remove(client);
            }
        }

        private long ofClient() {
            return client == null ? 0 : heldByClient.getOrDefault(client, 0L);
        }
    }

    /** A request in the queue. */
    private static final class Waiting {

        private final Claim claim;
        private final long amount;
        private final long turn;
        private final long start;
        private final Condition decided;
        private boolean isGranted;
        private boolean isRefused;

        Waiting(Claim claim, long amount, long turn, long start, Condition decided) {
            this.claim = claim;
            this.amount = amount;
            this.turn = turn;
            this.start = start;
            this.decided = decided;
        }

        /** Those that hold a part come first. */
        private int rank() {
            return claim.held > 0 ? 0 : 1;
        }

        /** What the client of a request that holds nothing holds by others. */
        private long ofClient() {
            return claim.held > 0 ? 0 : claim.ofClient();
        }
    }

    private boolean fits(long amount) {
        return amount <= capacity - held;
    }

    private void grant(Claim claim, long amount) {
        if (claim.held == 0) {
            claim.since = clock.getAsLong();
        }
        claim.add(amount);
    }

    private void await(Waiting waiting) {
        if (queue.size() >= maxWaiting) {
            throw refused(waiting);
        }
        long moment = wasLong() ? interval() : interval() / MOMENTS;
        if (queue.isEmpty() && waiting.start - queuedUntil >= moment) {
            queuedSince = waiting.start;
            queuedUntil = waiting.start;
        }
        long nanos = patience().toNanos();
        queue.add(waiting);
        grantWaiting();
        try {
            while (!waiting.isGranted && !waiting.isRefused && nanos > 0) {
                shortage.accept(waiting.amount);
                long turn = Math.min(nanos, BETWEEN_SHORTAGES);
                nanos -= turn - waiting.decided.awaitNanos(turn);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!waiting.isGranted) {
            leave(waiting);
            OverloadException refused = refused(waiting);
            grantWaiting();
            throw refused;
        }
    }

    private long interval() {
        return timeout.toNanos() / 2;
    }

    /** Whether there has been a queue for long, be it that it is gone. */
    private boolean wasLong() {
        return (queue.isEmpty() ? queuedUntil : clock.getAsLong()) - queuedSince >= interval();
    }

    private boolean isOverloaded() {
        return wasLong() && (!queue.isEmpty() || clock.getAsLong() - queuedUntil < interval());
    }

    private void leave(Waiting waiting) {
        queue.remove(waiting);
        if (queue.isEmpty()) {
            queuedUntil = clock.getAsLong();
        }
    }

    /** How long a request waits that joins the queue now: under overload, half as long as others hold their part. */
    Duration patience() {
        return isOverloaded()
                ? Duration.ofNanos(
                        Math.clamp((long) (0.5e9 * holdingSeconds), timeout.toNanos() / LEAST, timeout.toNanos()))
                : timeout;
    }

    private OverloadException refused(Waiting waiting) {
        refusals.increment();
        double ahead = (double) queue.stream().mapToLong(each -> each.amount).sum() + waiting.amount;
        return new OverloadException(Duration.ofMillis((long) (1000 * holdingSeconds * ahead / capacity)));
    }

    private void grantWaiting() {
        while (!queue.isEmpty()) {
            Waiting next = queue.stream().min(ORDER).orElseThrow();
            if (!fits(next.amount)) {
                break;
            }
            leave(next);
            next.claim.since += clock.getAsLong() - next.start;
            grant(next.claim, next.amount);
            next.isGranted = true;
            next.decided.signal();
        }
        if (!queue.isEmpty()) {
            refuseLastOfDeadlocked();
        }
    }

    private void refuseLastOfDeadlocked() {
        long heldByWaiting = queue.stream().filter(each -> !each.isRefused).mapToLong(each -> each.claim.held).sum();
        if (heldByWaiting > 0 && heldByWaiting == held) {
            queue.stream().filter(each -> each.claim.held > 0).max(ORDER).ifPresent(last -> {
                last.isRefused = true;
                last.decided.signal();
            });
        }
    }
}
