package dev.nabla.web.body;

import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.DocumentKind;
import dev.nabla.web.LimitProperties;
import dev.nabla.web.problem.BodyTooLargeException;
import org.springframework.stereotype.Component;

/** The maximum size of a document: of a body, or of a line of a stream. */
@Component
public final class BodyLimit {

    private final long limit;
    private final Admission admission;

    BodyLimit(LimitProperties limits, Admission admission) {
        this.limit = limits.maxBodySize().toBytes();
        this.admission = admission;
    }

    /** In bytes. */
    long bytes(DocumentKind kind) {
        return Math.min(limit, admission.maxSize(kind));
    }

    /** The exception for a document that is larger. */
    BodyTooLargeException exceeded(DocumentKind kind) {
        long fitting = admission.maxSize(kind);
        return limit <= fitting
                ? new BodyTooLargeException(limit, "nabla.limits.max-body-size")
                : new BodyTooLargeException(fitting, "nabla.limits.memory");
    }
}
