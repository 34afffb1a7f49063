package dev.nabla.service.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How much a client may send.
 *
 * @param requests the number of requests per window; {@code null} for any
 * @param bytes the size of all bodies per window; {@code null} for any
 * @param window the time in which a client that has used up all gets all back
 * @param maxClients the number of clients that are remembered; beyond it, those that were away longest are forgotten
 */
@ConfigurationProperties("nabla.rate-limit")
public record RateLimitProperties(
    @Nullable Long requests,
    @Nullable DataSize bytes,
    @DefaultValue("1m") Duration window,
    @DefaultValue("10000") int maxClients) {

    public RateLimitProperties {
        Assert.isTrue(requests == null || requests > 0, "nabla.rate-limit.requests must be > 0");
        Assert.isTrue(bytes == null || bytes.toBytes() > 0, "nabla.rate-limit.bytes must be > 0");
        Assert.isTrue(window.toSeconds() > 0, "nabla.rate-limit.window must be at least 1s");
        Assert.isTrue(maxClients > 0, "nabla.rate-limit.max-clients must be > 0");
    }

    /** The limits that are set. */
    public List<RateLimit> limits() {
        List<RateLimit> limits = new ArrayList<>();
        if (requests != null) {
            limits.add(RateLimit.of(requests, RateLimit.Unit.REQUESTS, window));
        }
        if (bytes != null) {
            limits.add(RateLimit.of(bytes.toBytes(), RateLimit.Unit.BYTES, window));
        }
        return limits;
    }
}
