package dev.nabla.web;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/**
 * Says "100 Continue" when a body is first read, where Tomcat says it at once: who sends {@code Expect: 100-continue},
 * as curl does for large bodies, is refused before sending anything.
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
