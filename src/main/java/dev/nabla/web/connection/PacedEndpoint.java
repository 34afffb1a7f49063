package dev.nabla.web.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections up to a limit in all and from each address. At a limit, connections that have been idle for longest make
 * room for new ones.
 */
final class PacedEndpoint extends NioEndpoint {

    /** Tomcat stops accepting at its own limit, so that one is a little higher. */
    private static final int MARGIN = 64;

    /** One scan of all connections closes this part of the idle ones. */
    private static final int PART = 64;

    private final Map<InetAddress, Integer> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger largeTransfers = new AtomicInteger();
    private final ClosingConnections closing = new ClosingConnections();
    private @Nullable ConnectionProperties limits;
    private @Nullable WaitingClients waiting;

    /** How many large bodies and answers are being transferred. */
    AtomicInteger largeTransfers() {
        return largeTransfers;
    }

    void limit(ConnectionProperties properties) {
        limits = properties;
        waiting = new WaitingClients(properties.maxWaiting());
        setMaxConnections(properties.maxConnections() + MARGIN);
    }

    @Override
    protected boolean setSocketOptions(SocketChannel channel) {
        InetAddress address = channel.socket().getInetAddress();
        try {
            if (address == null || !hasRoomFor(address)) {
                destroySocket(channel);
                return false;
            }
            channel.configureBlocking(false);
            getSocketProperties().setProperties(channel.socket());
            PacedSocket socket = socket(channel);
            addresses.merge(address, 1, Integer::sum);
            connections.put(channel, socket);
            getPoller().register(socket);
            return true;
        } catch (IOException _) {
            destroySocket(channel);
            return false;
        }
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffers) {
        return isSSLEnabled() ? super.createChannel(buffers) : new PacedChannel(buffers);
    }

    private PacedSocket socket(SocketChannel channel) throws IOException {
        NioChannel buffered = createChannel(
                new SocketBufferHandler(PacedSocket.SMALL_BUFFER, PacedSocket.SMALL_BUFFER, false));
        PacedSocket socket = new PacedSocket(buffered, this, limits(), Objects.requireNonNull(waiting));
        buffered.reset(channel, socket);
        socket.setReadTimeout(getConnectionTimeout());
        socket.setWriteTimeout(getConnectionTimeout());
        socket.setKeepAliveLeft(getMaxKeepAliveRequests());
        return socket;
    }

    private ConnectionProperties limits() {
        return Objects.requireNonNull(limits);
    }

    private boolean hasRoomFor(InetAddress address) {
        int max = limits().maxConnections();
        if (getConnectionCount() + closing.size() > max) {
            closing.release(PART);
        }
        if (getConnectionCount() > max) {
            closeIdle(_ -> true);
        }
        return addresses.getOrDefault(address, 0) < limits().maxConnectionsPerAddress()
                || closeIdle(socket -> address.equals(addressOf(socket))) > 0;
    }

    /** Closes some of these connections that have been idle for longest, and returns how many. */
    private int closeIdle(Predicate<PacedSocket> which) {
        List<PacedSocket> idle = getConnections().stream().map(PacedSocket.class::cast).filter(PacedSocket::isIdle)
                .filter(which).sorted(Comparator.comparingLong(PacedSocket::getLastRead)).toList();
        List<PacedSocket> closing = idle.subList(0, Math.ceilDiv(idle.size(), PART));
        closing.forEach(PacedSocket::close);
        return closing.size();
    }

    private static @Nullable InetAddress addressOf(PacedSocket socket) {
        SocketChannel channel = socket.getSocket().getIOChannel();
        return channel == null ? null : channel.socket().getInetAddress();
    }

    /** Closes a connection. Its client does not see that before this time is over; one with TLS sees it at once. */
    void closeLater(PacedSocket socket, Duration time) {
        detach(socket).ifPresent(connection -> closing.hold(connection, time));
        socket.close();
    }

    /** The connection of a socket that is about to be closed, which stays open without it; not if it has TLS. */
    private static Optional<SocketChannel> detach(PacedSocket socket) {
        SocketChannel connection = socket.getSocket().getIOChannel();
        SelectionKey key = connection == null ? null : connection.keyFor(socket.getPoller().getSelector());
        if (key == null || !(socket.getSocket() instanceof PacedChannel channel) || !channel.detach()) {
            return Optional.empty();
        }
        key.cancel();
        return Optional.of(connection);
    }

    /** Called before a connection is closed behind an answer. */
    void drain(PacedSocket socket) {
        detach(socket).ifPresent(closing::drain);
    }

    @Override
    public void stopInternal() {
        super.stopInternal();
        closing.release(closing.size());
    }

    /** Called once for each connection, before it is closed. */
    void closed(PacedSocket socket) {
        InetAddress address = addressOf(socket);
        if (address != null) {
            addresses.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }
    }
}
