package dev.nabla.web.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections of slow clients that have been given up for others. Nobody reads them, and they stay open for a while: a client that
 * sees its connection closed comes back at once, and the next one is given up for it.
 */
final class Tarpit {

    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    int size() {
        return connections.size();
    }

    void hold(SocketChannel connection, Duration time) {
        connections.add(connection);
        Thread.ofVirtual().name("tarpit").start(() -> {
            LockSupport.parkNanos(time.toNanos());
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
