package dev.nabla.benchmark.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection that is kept alive. It sends one request as often as it is told, and drops the answers. */
final class Connection implements AutoCloseable {

    private final SocketChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer received = ByteBuffer.allocateDirect(1 << 18);
    private final ResponseFraming framing = new ResponseFraming();
    private final SelectionKey key;
    private long sentAt;

    Connection(int port, ByteBuffer request, Selector selector) throws IOException {
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.request = request.duplicate();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send() throws IOException {
        sentAt = System.nanoTime();
        request.rewind();
        write();
    }

    /** Writes and reads what can be, and says whether an answer has come to its end. */
    boolean proceed() throws IOException {
        if (request.hasRemaining()) {
            write();
        }
        return key.isReadable() && read();
    }

    /** The nanoseconds from the last request's sending to now. */
    long age() {
        return System.nanoTime() - sentAt;
    }

    private void write() throws IOException {
        channel.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private boolean read() throws IOException {
        if (channel.read(received.clear()) < 0) {
            throw new IOException("the connection was closed");
        }
        return framing.isAtEndAfter(received.flip());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
