package dev.nabla.service.admission;

import java.time.Duration;

/** A request that does not fit beside those that are being answered. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long bytes;
    private final Duration retryAfter;

    BusyException(long bytes, Duration retryAfter) {
        super("busy");
        this.bytes = bytes;
        this.retryAfter = retryAfter;
    }

    /** What is wrong, and what would be right. */
    public String detail() {
        return "The request needs about " + bytes + " bytes of memory, which are in use by other requests"
                + " (limit: nabla.limits.memory). Retry in a moment";
    }

    /** When it is worth trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
