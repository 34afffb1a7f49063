package dev.nabla.web;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/** Enlarges Tomcat's socket buffers of 8 KiB, so that large tensors take fewer system calls. Each connection has two. */
@Component
class SocketBuffers implements TomcatConnectorCustomizer {

    private static final String BYTES = Integer.toString(32 << 10);

    @Override
    public void customize(Connector connector) {
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setProperty("socket.appReadBufSize", BYTES);
            protocol.setProperty("socket.appWriteBufSize", BYTES);
        }
    }
}
