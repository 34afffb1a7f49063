package dev.nabla.web.inference;

import dev.nabla.service.inference.InferenceServer;
import dev.nabla.web.problem.Problem;
import dev.nabla.web.problem.ProblemException;
import dev.nabla.web.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Requires that the service takes requests. */
@Component
final class Readiness {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final InferenceServer server;

    Readiness(InferenceServer server) {
        this.server = server;
    }

    /**
     * Requires that it does.
     *
     * @throws ProblemException if it does not
     */
    void require() {
        if (!server.isReady()) {
            throw new ProblemException(new Problem(ProblemType.BUSY,
                    "The service is not ready: it is starting or shutting down", List.of(), 0, RETRY_AFTER));
        }
    }
}
