package dev.nabla.web;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/** Has Tomcat read and write tensors in fewer, larger parts than its 8 KiB. Each open connection keeps both buffers. */
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
