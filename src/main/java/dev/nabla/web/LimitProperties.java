package dev.nabla.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits on requests.
 *
 * @param maxBodySize the maximum size of a request body
 * @param maxNestingDepth the maximum nesting depth of arrays and objects in a JSON body
 * @param maxFields the maximum number of keys and list elements in a JSON body, apart from the elements of tensors
 * @param maxTensorHeaderSize the maximum size of the header of safetensors
 * @param memory the memory available to all requests together; defaults to half the heap
 * @param queueTimeout how long a request waits for its memory, and for a core
 * @param time how long the computation of one request may take
 */
@ConfigurationProperties("nabla.limits")
public record LimitProperties(
    @DefaultValue("256MB") DataSize maxBodySize,
    @DefaultValue("64") int maxNestingDepth,
    @DefaultValue("100000") int maxFields,
    @DefaultValue("1MB") DataSize maxTensorHeaderSize,
    @Nullable DataSize memory,
    @DefaultValue("2s") Duration queueTimeout,
    @DefaultValue("30s") Duration time) {

    /** The memory available to all requests together, in bytes. */
    long memoryBytes() {
        return memory == null ? Runtime.getRuntime().maxMemory() / 2 : memory.toBytes();
    }
}
