package dev.nabla.web.connection;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;

/** A channel whose connection can outlive it. */
final class PacedChannel extends NioChannel {

    private volatile boolean isDetached;

    PacedChannel(SocketBufferHandler buffers) {
        super(buffers);
    }

    /** The connection, which is not closed with the channel from now on. */
    SocketChannel detach() {
        isDetached = true;
        return getIOChannel();
    }

    @Override
    public void close() throws IOException {
        if (!isDetached) {
            super.close();
        }
    }

    @Override
    public void close(boolean force) throws IOException {
        if (!isDetached) {
            super.close(force);
        }
    }
}
