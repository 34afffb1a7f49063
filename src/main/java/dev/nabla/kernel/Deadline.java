package dev.nabla.kernel;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a computation that takes too long, or that nobody waits for any longer. Long loops call {@link #check} every
 * millisecond or so.
 */
public final class Deadline {

    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();
    private static final Deadline NONE = new Deadline();

    private volatile @Nullable RuntimeException reason;

    /** Ends the computation at its next check. */
    public void expire(RuntimeException why) {
        reason = why;
    }

    /** Whether it has been ended. */
    public boolean isExpired() {
        return reason != null;
    }

    /** The deadline of the current computation; one that never expires if there is none. */
    static Deadline current() {
        return CURRENT.orElse(NONE);
    }

    /**
     * Ends the current computation if its deadline has expired.
     *
     * @throws RuntimeException the reason
     */
    public static void check() {
        RuntimeException why = current().reason;
        if (why != null) {
            throw why;
        }
    }

    /** Runs a computation under this deadline. */
    public <T extends @Nullable Object> T call(Supplier<T> computation) {
        return ScopedValue.where(CURRENT, this).call(computation::get);
    }

    /** Runs a part of the computation, perhaps on another thread. */
    void run(Runnable part) {
        ScopedValue.where(CURRENT, this).run(() -> {
            check();
            part.run();
        });
    }
}
