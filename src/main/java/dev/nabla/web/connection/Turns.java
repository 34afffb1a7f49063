package dev.nabla.web.connection;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The turns of a connection that transfers a large body or answer. Virtual threads are not preempted: if there are as many large
 * transfers as cores, each lets others run when its turn is over. A turn is as long as the wait for it, within bounds, so that
 * what runs between two turns takes half of a core from a large transfer, however many small requests there are.
 */
final class Turns {

    /** No turn is shorter than this many bytes take. */
    private static final int BURST = 128 << 10;

    /** The longest turn, in nanoseconds: small requests wait for it. */
    private static final long LONGEST = 4_000_000;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final AtomicInteger large;
    private final LongSupplier clock;
    private final Runnable pause;
    private final AtomicBoolean isLarge = new AtomicBoolean();
    private int bytes;
    private long start;
    private long nanos;

    /** Creates the turns of one connection; all count in common how many are large. */
    Turns(AtomicInteger large) {
        this(large, System::nanoTime, Turns::getInLine);
    }

    /** As above, by a clock in nanoseconds; others run in the pause. */
    Turns(AtomicInteger large, LongSupplier clock, Runnable pause) {
        this.large = large;
        this.clock = clock;
        this.pause = pause;
    }

    /** Who only yields is the next to run on the same core, before requests that have just come; who sleeps gets in line. */
    private static void getInLine() {
        LockSupport.parkNanos(1);
    }

    /** More bytes have been transferred: others run if the turn is over. */
    void transferred(int count) {
        bytes += count;
        if (bytes < BURST) {
            return;
        }
        if (isLarge.compareAndSet(false, true)) {
            large.incrementAndGet();
            begin(clock.getAsLong());
        } else if (large.get() >= CORES) {
            long now = clock.getAsLong();
            if (now - start >= nanos) {
                pause.run();
                begin(now);
            }
        }
    }

    /** Begins a turn for which a thread has waited since then. */
    void begin(long waitingSince) {
        bytes = 0;
        start = clock.getAsLong();
        nanos = Math.min(start - waitingSince, LONGEST);
    }

    /** All has been transferred, or the connection is closed. */
    void end() {
        bytes = 0;
        if (isLarge.compareAndSet(true, false)) {
            large.decrementAndGet();
        }
    }
}
