package dev.nabla.web;

import dev.nabla.web.stream.OpenStreams;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Gives load balancers time to notice that the service is about to end. Spring Boot has let readiness fall; requests are still
 * accepted, and in the second half of this time each answer closes its connection, and streams end. Then Spring Boot refuses connections and
 * waits for requests in progress.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Drain extends HttpFilter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger("dev.nabla");

    private final transient Duration time;
    private final transient OpenStreams streams;
    private volatile boolean running;
    private volatile boolean closing;

    Drain(ShutdownProperties shutdown, OpenStreams streams) {
        this.time = shutdown.drain();
        this.streams = streams;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (closing) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        chain.doFilter(request, response);
    }

    @Override
    public void start() {
        closing = false;
        streams.begin();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (time.isPositive()) {
            LOG.info("Draining: not ready, but accepting requests for {}", time);
            pause();
            closing = true;
            streams.end();
            pause();
        }
        streams.end();
    }

    private void pause() {
        try {
            Thread.sleep(time.dividedBy(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before all others. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
