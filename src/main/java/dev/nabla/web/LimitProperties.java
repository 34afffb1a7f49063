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
 * @param memory the memory available to all requests together; defaults to half of what the heap has beyond 64 MB
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

    /** What the service itself keeps on the heap: beans, documents, pages, caches. */
    private static final long OWN = 64 << 20;

    /** A service that can do nothing is of no use, however small the heap is. */
    private static final long LEAST = 16 << 20;

    /** The part of the heap that is left for requests, in bytes. */
    public static long heapForRequests() {
        return Math.max(Runtime.getRuntime().maxMemory() - OWN, LEAST);
    }

    /** The memory available to all requests together, in bytes. */
    long memoryBytes() {
        return memory == null ? heapForRequests() / 2 : memory.toBytes();
    }
}
