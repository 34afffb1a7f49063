package dev.nabla.web;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.service.loss.LossService;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs the address, the number of losses, the kernel and the limits at startup, one line each. */
@Component
class StartupLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.nabla");

    private final LossService losses;
    private final LimitProperties limits;
    private final ServerProperties server;

    StartupLog(LossService losses, LimitProperties limits, ServerProperties server) {
        this.losses = losses;
        this.limits = limits;
        this.server = server;
    }

    @EventListener
    void log(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            LOG.info("Address: {}://localhost:{}{}/ (documentation and Swagger UI)",
                    Ssl.isEnabled(server.getSsl()) ? "https" : "http", context.getWebServer().getPort(), prefix());
        }
        LOG.info("Losses: {}, listed at {}/v1/losses", losses.losses().size(), prefix());
        LOG.info("Kernel: {}", Evaluator.kernel());
        LOG.info("Limits: body size {} bytes, nesting depth {}, total memory of requests {} bytes",
                limits.maxBodySize().toBytes(), limits.maxNestingDepth(), limits.memoryBytes());
    }

    private String prefix() {
        return Objects.requireNonNullElse(server.getServlet().getContextPath(), "");
    }
}
