package dev.nabla.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections of one kind of {@link Annoyance}; those that the service closes are opened again. */
final class SlowConnections implements AutoCloseable {

    /** The window of a client that does not read. */
    private static final int RECEIVED = 4 << 10;

    private final InetSocketAddress service;
    private final Annoyance annoyance;
    private final List<Connection> connections = new ArrayList<>();
    private long closed;

    private record Connection(SocketChannel channel, ByteBuffer pending) {}

    SlowConnections(int port, Annoyance annoyance) {
        this.service = new InetSocketAddress("localhost", port);
        this.annoyance = annoyance;
    }

    void open(int count) throws IOException {
        while (connections.size() < count) {
            connections.add(connect());
        }
    }

    private Connection connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVED);
        channel.connect(service);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel, ByteBuffer.wrap(annoyance.opening()));
        channel.write(connection.pending());
        return connection;
    }

    /**
     * Sends the next bytes on those connections whose turn it is, and opens again those that the service has closed.
     *
     * @param turns how many turns there are, of which each connection has one
     */
    void drip(int turn, int turns) throws IOException {
        for (int i = turn; i < connections.size(); i += turns) {
            Connection connection = connections.get(i);
            if (!drip(connection)) {
                connection.channel().close();
                closed++;
                connections.set(i, connect());
            }
        }
    }

    private boolean drip(Connection connection) {
        try {
            SocketChannel channel = connection.channel();
            if (connection.pending().hasRemaining()) {
                channel.write(connection.pending());
            } else {
                channel.write(ByteBuffer.wrap(annoyance.drip()));
            }
            return annoyance == Annoyance.NOT_READING || channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** How often the service has closed one of them. */
    long closed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel().close();
        }
    }
}
