package dev.nabla.web.connection;

import dev.nabla.web.LimitProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes Tomcat accept paced connections. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    /**
     * The rest of a refused body is read up to this size or that of the largest body, whichever is larger, and as long as the head
     * of a request may take. If the connection were reset earlier, the client might never see why its body was refused.
     */
    private static final long MIN_SWALLOWED = 64 << 20;

    /** Unordered, so after the one of {@code server.tomcat}, whose limits and timeouts of connections have no effect. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> pacedConnections(ConnectionProperties connections,
            LimitProperties limits) {
        int swallowed = Math.toIntExact(
                Math.clamp(limits.maxBodySize().toBytes(), MIN_SWALLOWED, Integer.MAX_VALUE));
        return factory -> {
            factory.setProtocol(PacedProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                PacedProtocol protocol = (PacedProtocol) connector.getProtocolHandler();
                protocol.limit(connections);
                protocol.setMaxSwallowSize(swallowed);
            });
        };
    }
}
