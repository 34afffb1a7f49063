package dev.nabla.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How far a request may go before it is refused.
 *
 * @param body bytes of a request body
 * @param nesting arrays and objects that may be open at once in a JSON body
 * @param memory what all requests together may take; by default half the heap
 * @param patience how long a request waits for its memory
 */
@ConfigurationProperties("nabla.limits")
public record LimitProperties(
    @DefaultValue("256MB") DataSize body,
    @DefaultValue("64") int nesting,
    @Nullable DataSize memory,
    @DefaultValue("2s") Duration patience) {

    /** Bytes that all requests together may take. */
    long memoryBytes() {
        return memory == null ? Runtime.getRuntime().maxMemory() / 2 : memory.toBytes();
    }
}
