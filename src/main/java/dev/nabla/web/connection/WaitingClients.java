package dev.nabla.web.connection;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections whose client has been waited for in the middle of a request. Their number is limited, since each holds buffers
 * and a stack: beyond it, the one with the least patience left is given up.
 */
final class WaitingClients {

    private final int limit;
    private final Set<PacedSocket> sockets = ConcurrentHashMap.newKeySet();

    WaitingClients(int limit) {
        this.limit = limit;
    }

    void add(PacedSocket socket) {
        if (sockets.add(socket) && sockets.size() > limit) {
            sockets.stream().filter(PacedSocket::isWaiting).min(Comparator.comparingLong(PacedSocket::nanosLeft))
                    .filter(sockets::remove).ifPresent(PacedSocket::giveUp);
        }
    }

    void remove(PacedSocket socket) {
        sockets.remove(socket);
    }
}
