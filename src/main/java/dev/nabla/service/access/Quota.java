package dev.nabla.service.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** What a client has left of a limit. */
public final class Quota {

    private final RateLimit limit;
    private final Bucket bucket;

    Quota(RateLimit limit, TimeMeter clock) {
        this.limit = limit;
        this.bucket = Bucket.builder().addLimit(limit.bandwidth()).withCustomTimePrecision(clock).build();
    }

    public RateLimit limit() {
        return limit;
    }

    /**
     * Counts a request, and answers how long the client has to wait before it may be served: not at all if the quota is enough
     * for a body of this length, or, if it is smaller than that, full.
     */
    public Duration admit(long length) {
        return switch (limit.unit()) {
            case REQUESTS -> {
                ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
                yield probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
            }
            case BYTES -> {
                EstimationProbe probe = bucket.estimateAbilityToConsume(Math.clamp(length, 1, limit.quota()));
                yield probe.canBeConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
            }
        };
    }

    /**
     * Counts bytes that have arrived, also those that are beyond the quota: the client then waits for longer. Answers how long
     * it would have to wait for these.
     */
    public Duration count(long bytes) {
        return limit.unit() == RateLimit.Unit.BYTES && bytes > 0
                ? Duration.ofNanos(bucket.consumeIgnoringRateLimits(bytes))
                : Duration.ZERO;
    }

    /** As in {@code RateLimit}: what is left, and in how many seconds the quota is full. */
    public String state() {
        long left = bucket.getAvailableTokens();
        double missing = (double) (limit.quota() - left) / limit.quota();
        return state(Math.max(0, left), Duration.ofNanos((long) (missing * limit.window().toNanos())));
    }

    /** As in {@code RateLimit} of a request that is refused: nothing is left until the client may come back. */
    public String state(Duration wait) {
        return state(0, wait);
    }

    private String state(long left, Duration time) {
        return "\"" + limit.unit().label() + "\";r=" + left + ";t=" + ceilSeconds(time);
    }

    /** Whole seconds, after which the time is over. */
    public static long ceilSeconds(Duration time) {
        return time.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
