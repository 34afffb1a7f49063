package dev.nabla.web;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.service.loss.LossService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs the address, the number of losses, the kernel and the limits at startup, one line each. */
@Component
class StartupLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.nabla");

    private final LossService losses;
    private final LimitProperties limits;

    StartupLog(LossService losses, LimitProperties limits) {
        this.losses = losses;
        this.limits = limits;
    }

    @EventListener
    void log(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            LOG.info("Address: http://localhost:{}/ (documentation and Swagger UI)", context.getWebServer().getPort());
        }
        LOG.info("Losses: {}, listed at /v1/losses", losses.losses().size());
        LOG.info("Kernel: {}", Evaluator.kernel());
        LOG.info("Limits: body size {} bytes, nesting depth {}, total memory of requests {} bytes",
                limits.maxBodySize().toBytes(), limits.maxNestingDepth(), limits.memoryBytes());
    }
}
