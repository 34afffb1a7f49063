package dev.nabla.service.admission;

import java.time.Duration;

/** Thrown if a request does not get memory or a core in time, since other requests use them. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(1);

    private final String detail;
    private final Duration retryAfter;

    private BusyException(String detail, Duration untilFree) {
        super("busy", null, false, false);
        this.detail = detail + ". Retry in a moment";
        this.retryAfter = untilFree.compareTo(LEAST) < 0 ? LEAST : untilFree.compareTo(MOST) > 0 ? MOST : untilFree;
    }

    static BusyException memory(long bytes, OverloadException cause) {
        return new BusyException("The request needs about " + bytes
                + " bytes of memory, which are in use by other requests (limit: nabla.limits.memory)",
                cause.untilFree());
    }

    static BusyException requests(int limit) {
        return new BusyException("The service is at work on " + limit
                + " requests, as many as its heap has room for", LEAST);
    }

    static BusyException cores(OverloadException cause) {
        return new BusyException("All cores compute other requests", cause.untilFree());
    }

    static BusyException late(Duration limit) {
        return new BusyException("The computation did not end within " + limit.toMillis() / 1e3
                + " s, the limit set by nabla.limits.time: the service is busy, or the tensors are large", LEAST);
    }

    /** What is wrong, and what to do. */
    public String detail() {
        return detail;
    }

    /** How long to wait before a retry. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
