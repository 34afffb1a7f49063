package dev.nabla.web.inference;

import dev.nabla.web.problem.Problem;
import dev.nabla.web.problem.ProblemException;
import dev.nabla.web.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/** Whether the service takes requests, as Actuator's readiness says too: not while it shuts down. */
@Component
final class Readiness {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ApplicationAvailability availability;

    Readiness(ApplicationAvailability availability) {
        this.availability = availability;
    }

    /**
     * Requires that it does.
     *
     * @throws ProblemException if it does not
     */
    void require() {
        if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            throw new ProblemException(new Problem(ProblemType.BUSY,
                    "The service is not ready: it is starting or shutting down", List.of(), 0, RETRY_AFTER));
        }
    }
}
