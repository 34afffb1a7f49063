package dev.nabla.web.connection;

import java.time.Duration;

/**
 * The time for which a client is waited for while it sends a body or takes an answer. Waiting uses it up, and each byte gives
 * some back, so that a client at the minimum rate or above keeps it.
 */
final class Patience {

    private static final long SECOND = 1_000_000_000;

    private final long stall;
    private final long total;
    private final long minRate;

    private long nanosPerByte;
    private long credit;
    private long waited;

    /**
     * @param stall how long to wait at most without progress
     * @param total how long to wait at most in all
     * @param minRate the minimum rate in bytes per second
     */
    Patience(Duration stall, Duration total, long minRate) {
        this.stall = stall.toNanos();
        this.total = total.toNanos();
        this.minRate = minRate;
        renew(0);
    }

    /** Starts anew, for this many bytes if their number is known: they must not take longer than the total. */
    void renew(long bytes) {
        nanosPerByte = Math.min(SECOND / minRate, total / Math.max(1, bytes));
        credit = stall;
        waited = 0;
    }

    /** Records progress, and the time for which the client was waited for. */
    void progress(long bytes, long nanos) {
        credit = Math.min(credit + bytes * nanosPerByte, stall) - nanos;
        waited += nanos;
    }

    /** The time left after waiting this long for these bytes, in nanoseconds; it may be negative. */
    long left(long bytes, long nanos) {
        return Math.min(Math.min(credit + bytes * nanosPerByte, stall), total - waited) - nanos;
    }
}
