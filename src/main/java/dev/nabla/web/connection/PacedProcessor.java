package dev.nabla.web.connection;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Tells a {@link PacedSocket} what its client is at. */
final class PacedProcessor extends Http11Processor {

    PacedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
    }

    @Override
    public SocketState service(SocketWrapperBase<?> wrapper) throws IOException {
        PacedSocket socket = (PacedSocket) wrapper;
        getRequest().setNote(PacedAdapter.SOCKET, socket);
        if (!socket.wake()) {
            return SocketState.CLOSED;
        }
        SocketState state = super.service(wrapper);
        switch (state) {
            case LONG -> socket.awaitHead();
            case CLOSED -> {
            }
            default -> socket.idle();
        }
        return state;
    }
}
