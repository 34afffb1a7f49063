package dev.nabla.web.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.nabla.web.LimitProperties;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits on connections.
 *
 * @param max the maximum number of connections; defaults to one per 32 KiB of heap, as far as the process may open files
 * @param maxPerAddress the maximum number of connections from one address; defaults to three quarters of all
 * @param idleTimeout how long a connection may be silent between requests, and before the first
 * @param headerTimeout how long the head of a request may take to arrive, and the rest of a refused body
 * @param stallTimeout how long a client that is slower than {@code minRate} is waited for
 * @param minRate the bytes per second at which a body must arrive and an answer be taken
 * @param transferTimeout how long a client is waited for during one body or one answer, at any rate
 * @param streamTimeout how long a client may pause between the lines of a stream, and leave their answers unread
 */
@ConfigurationProperties("nabla.connections")
public record ConnectionProperties(
    @Nullable Integer max,
    @Nullable Integer maxPerAddress,
    @DefaultValue("60s") Duration idleTimeout,
    @DefaultValue("10s") Duration headerTimeout,
    @DefaultValue("10s") Duration stallTimeout,
    @DefaultValue("1KB") DataSize minRate,
    @DefaultValue("5m") Duration transferTimeout,
    @DefaultValue("2m") Duration streamTimeout) {

    private static final int MEMORY_PER_CONNECTION = 32 << 10;

    /** What a request holds without a reservation: Tomcat's buffers for the most part, and chunks of a stream. */
    private static final int MEMORY_PER_WAITING = 160 << 10;

    /** The part for requests that wait for their clients, of the heap that is left for requests. */
    private static final double PART_FOR_WAITING = 0.4;

    /** Files that are open for other reasons. */
    private static final int OTHER_FILES = 256;

    int maxConnections() {
        return max == null
                ? (int) Math.min(Runtime.getRuntime().maxMemory() / MEMORY_PER_CONNECTION, maxFiles() - OTHER_FILES)
                : max;
    }

    int maxConnectionsPerAddress() {
        return maxPerAddress == null ? Math.max(1, maxConnections() / 4 * 3) : maxPerAddress;
    }

    /** The maximum number of clients that the service waits for in the middle of a request; each holds buffers and a stack. */
    int maxWaiting() {
        return Math.max(1, (int) Math.min(LimitProperties.heapForRequests() * PART_FOR_WAITING / MEMORY_PER_WAITING,
                maxConnections()));
    }

    /**
     * The maximum number of requests with a body at a time: twice as many as clients that are waited for, so that slow clients
     * do not keep others out.
     */
    public int maxRequests() {
        return 2 * maxWaiting();
    }

    private static long maxFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
    }
}
