package dev.nabla.service.admission;

import java.time.Duration;

/** Thrown if a request does not get memory in time, since other requests use it. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long bytes;
    private final Duration retryAfter;

    BusyException(long bytes, Duration retryAfter) {
        super("busy");
        this.bytes = bytes;
        this.retryAfter = retryAfter;
    }

    /** What is wrong, and what to do. */
    public String detail() {
        return "The request needs about " + bytes + " bytes of memory, which are in use by other requests"
                + " (limit: nabla.limits.memory). Retry in a moment";
    }

    /** How long to wait before a retry. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
