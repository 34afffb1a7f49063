package dev.nabla.web.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Connections that are closed for the service, and for their clients a little later. */
final class ClosingConnections {

    /** How long a client has for reading its last answer. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_READS = Duration.ofMillis(10);
    private static final int MOST_PER_READ = 16 << 10;

    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    int size() {
        return connections.size();
    }

    /**
     * Leaves a connection open for a while, unread. A slow client that has been given up for others would come back at once if it
     * saw its connection closed, and the next one would be given up for it.
     */
    void hold(SocketChannel connection, Duration time) {
        connections.add(connection);
        Thread.ofVirtual().name("hold").start(() -> {
            LockSupport.parkNanos(time.toNanos());
            close(connection);
        });
    }

    /**
     * Ends what is sent on a connection, and discards what arrives until the client closes it too: if a connection is closed while
     * something is unread, the system resets it, and the client may lose the last answer (RFC 9112, 9.6).
     */
    void drain(SocketChannel connection) {
        connections.add(connection);
        Thread.ofVirtual().name("drain").start(() -> {
            long end = System.nanoTime() + FAREWELL.toNanos();
            try {
                connection.shutdownOutput();
                ByteBuffer discarded = ByteBuffer.allocate(MOST_PER_READ);
                while (connection.read(discarded.clear()) >= 0 && System.nanoTime() < end) {
                    LockSupport.parkNanos(BETWEEN_READS.toNanos());
                }
            } catch (IOException _) {
                // the client has closed it
            }
            close(connection);
        });
    }

    /** Closes this many of them before their time. */
    void release(int count) {
        connections.stream().limit(count).toList().forEach(this::close);
    }

    private void close(SocketChannel connection) {
        connections.remove(connection);
        try {
            connection.close();
        } catch (IOException _) {
            // it is closed all the same
        }
    }
}
