package dev.nabla.service.admission;

import java.time.Duration;

/** Thrown if a share of the service's capacity is not free in time. */
final class OverloadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration untilFree;

    OverloadException(Duration untilFree) {
        super("overload", null, false, false);
        this.untilFree = untilFree;
    }

    /** An estimate of how long it takes until there is enough. */
    Duration untilFree() {
        return untilFree;
    }
}
