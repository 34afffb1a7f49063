package dev.nabla.service.admission;

import dev.nabla.kernel.Deadline;
import dev.nabla.tensor.Cost;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Limits the work of requests. Small computations run at once, on the thread of their request. Large ones run on threads of
 * their own, one for each core, in turn; whoever waits for one gives up when its time is over, or when its client is gone.
 */
public final class WorkBudget implements MeterBinder, AutoCloseable {

    /** The most operations of a small computation: half a millisecond. */
    private static final long SMALL = 1 << 19;

    /** Scalar operations per second: those of a loss's inner loop on one core. */
    private static final double SPEED = 1e9;

    /** How many computations may wait for a core. */
    private static final int MAX_WAITING = 1024;

    /** How often a waiting request looks after its client and its deadline. */
    private static final long INTERVAL_MILLIS = 100;

    private final Duration limit;
    private final FairShare cores;
    private final LongAdder abandoned = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder excessive = new LongAdder();
    private final ExecutorService threads = Executors
            .newCachedThreadPool(Thread.ofPlatform().name("compute-", 0).daemon().factory());

    /**
     * Creates a budget.
     *
     * @param limit how long a computation may take
     * @param timeout how long it waits for a core before it is refused
     */
    public WorkBudget(Duration limit, Duration timeout) {
        this.limit = limit;
        this.cores = new FairShare(Runtime.getRuntime().availableProcessors(), MAX_WAITING, timeout);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("nabla.work.running", cores, FairShare::held)
                .description("Large computations that are running").register(registry);
        Gauge.builder("nabla.work.waiting", cores, FairShare::waiting)
                .description("Large computations that wait for a core").register(registry);
        refused(registry, "busy", cores, FairShare::refusals);
        refused(registry, "excessive", excessive, LongAdder::sum);
        refused(registry, "late", late, LongAdder::sum);
        refused(registry, "abandoned", abandoned, LongAdder::sum);
    }

    private static <T> void refused(MeterRegistry registry, String reason, T of,
            ToDoubleFunction<T> count) {
        FunctionCounter.builder("nabla.work.refusals", of, count).tag("reason", reason)
                .description("Computations that were refused or ended").register(registry);
    }

    /**
     * Requires that no more work is asked for than any request may have.
     *
     * @throws TooCostlyException if it is more
     */
    void require(Cost cost) {
        double seconds = cost.operations() / SPEED;
        if (seconds > limit.toMillis() * 1e-3) {
            excessive.increment();
            throw TooCostlyException.work(seconds, limit.toMillis() * 1e-3);
        }
    }

    static boolean isSmall(Cost cost) {
        return cost.operations() <= SMALL;
    }

    /**
     * Runs a large computation when a core is free.
     *
     * @param client whose computation it is
     * @param isGone whether the client has closed the connection
     * @throws BusyException if no core is free in time, or the computation takes too long
     * @throws ClientGoneException if the client is gone
     */
    <T extends @Nullable Object> T run(Object client, BooleanSupplier isGone, Supplier<T> computation) {
        return run(client, isGone, computation, null);
    }

    /** As above, while this thread follows the computation. */
    <T extends @Nullable Object> T run(Object client, BooleanSupplier isGone, Supplier<T> computation,
            @Nullable Follower follower) {
        FairShare.Claim core = cores.open(client);
        try {
            core.take(1);
        } catch (OverloadException e) {
            throw BusyException.cores(e);
        }
        Deadline deadline = new Deadline();
        return await(submit(core, () -> deadline.call(computation)), deadline, isGone, follower);
    }

    /** The core is free as soon as the computation has ended, also if its request waits for a client that does not read. */
    private <T extends @Nullable Object> Future<T> submit(FairShare.Claim core, Callable<T> computation) {
        try {
            return threads.submit(() -> {
                try {
                    return computation.call();
                } finally {
                    core.giveBack(1);
                }
            });
        } catch (RejectedExecutionException e) {
            core.giveBack(1);
            throw e;
        }
    }

    private <T extends @Nullable Object> T await(Future<T> result, Deadline deadline, BooleanSupplier isGone,
            @Nullable Follower follower) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        while (true) {
            try {
                if (follower != null && !deadline.isExpired() && !result.isDone()) {
                    follow(follower, deadline);
                    expire(deadline, end, isGone);
                } else {
                    return result.get(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (TimeoutException _) {
                expire(deadline, end, isGone);
            } catch (ExecutionException e) {
                throw unchecked(e.getCause());
            } catch (InterruptedException _) {
                interrupted = true;
                deadline.expire(new ClientGoneException());
            } finally {
                if (interrupted && result.isDone()) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void follow(Follower follower, Deadline deadline) throws InterruptedException {
        try {
            follower.follow(Duration.ofMillis(INTERVAL_MILLIS));
        } catch (RuntimeException e) {
            abandoned.increment();
            deadline.expire(e);
        }
    }

    /** The computation is waited for even then: it uses memory of the request until its next check. */
    private void expire(Deadline deadline, long end, BooleanSupplier isGone) {
        if (deadline.isExpired()) {
            return;
        }
        if (System.nanoTime() > end) {
            late.increment();
            deadline.expire(BusyException.late(limit));
        } else if (isGone.getAsBoolean()) {
            abandoned.increment();
            deadline.expire(new ClientGoneException());
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
