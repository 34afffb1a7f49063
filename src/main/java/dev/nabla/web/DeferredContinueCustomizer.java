package dev.nabla.web;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/**
 * Defers "100 Continue" until the body is first read. Tomcat sends it at once; deferred, a client that sends {@code Expect:
 * 100-continue}, as curl does for large bodies, is refused before it sends the body.
 */
@Component
class DeferredContinueCustomizer implements TomcatConnectorCustomizer {

    @Override
    public void customize(Connector connector) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
        }
    }
}
