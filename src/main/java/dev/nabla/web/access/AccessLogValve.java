package dev.nabla.web.access;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs each request when it is over, those too that Tomcat answers before any filter sees them. Structured logs get fields, all
 * others a line of logfmt.
 */
final class AccessLogValve extends ValveBase implements AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.nabla.access");

    private final boolean isStructured;

    AccessLogValve(boolean isStructured) {
        super(true);
        this.isStructured = isStructured;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long time) {
        AccessLogEntry entry = AccessLogEntry.of(request, response, Duration.ofNanos(time));
        if (isStructured) {
            LoggingEventBuilder event = LOG.atInfo();
            for (Map.Entry<String, Object> field : entry.fields().entrySet()) {
                event = event.addKeyValue(field.getKey(), field.getValue());
            }
            event.log("request");
        } else {
            LOG.info(entry.line());
        }
    }

    /** Another valve's attributes have no effect here: forwarded addresses are those of the client. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {}

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
