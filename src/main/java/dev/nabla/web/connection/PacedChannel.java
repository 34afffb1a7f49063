package dev.nabla.web.connection;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;

/** A channel whose connection can outlive it. */
final class PacedChannel extends NioChannel {

    private final AtomicBoolean isDetached = new AtomicBoolean();

    PacedChannel(SocketBufferHandler buffers) {
        super(buffers);
    }

    /** Takes the connection away, which is not closed with the channel from now on; false if that has been done before. */
    boolean detach() {
        return isDetached.compareAndSet(false, true);
    }

    @Override
    public void close() throws IOException {
        if (!isDetached.get()) {
            super.close();
        }
    }
}
