package dev.nabla.web;

import dev.nabla.service.admission.Admission;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.TooCostlyException;
import dev.nabla.web.access.Client;
import dev.nabla.web.connection.ClientConnection;
import dev.nabla.web.connection.CountedRequest;
import dev.nabla.web.problem.BodyTooLargeException;
import dev.nabla.web.problem.CompressedBodyException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses compressed bodies, and those over the size limit, which it counts while they are read. Admits each request: memory
 * is reserved as the body arrives, and released after the response is written.
 */
@Component
class BodyFilter extends HttpFilter {

    /** Memory for a body is reserved in doubling steps from this size on, in bytes, so that who sends little holds little. */
    private static final long FIRST_STEP = 1 << 10;

    /**
     * The last of these steps. Whoever has sent this much gets the memory for all of a declared length at once: two large bodies
     * must not wait for each other, each holding half of what it needs.
     */
    private static final long LAST_STEP = 256 << 10;

    private final long limit;
    private final long fitting;
    private final Admission admission;
    private final HandlerExceptionResolver problems;

    BodyFilter(LimitProperties limits, Admission admission,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.limit = limits.maxBodySize().toBytes();
        this.fitting = admission.maxTextSize();
        this.admission = admission;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (request.getContentLengthLong() > Math.min(limit, fitting)) {
            problems.resolveException(request, response, null, tooLarge());
        } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            problems.resolveException(request, response, null,
                    new CompressedBodyException(encoding));
        } else {
            admit(request, response, chain);
        }
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Admission.Admitted admitted = admission.open(() -> Client.of(request),
                () -> ClientConnection.of(request).map(ClientConnection::isGone).orElse(false))) {
            try {
                admitted.requireText(Math.clamp(request.getContentLengthLong(), 0, FIRST_STEP));
            } catch (BusyException | TooCostlyException refusal) {
                problems.resolveException(request, response, null, refusal);
                return;
            }
            chain.doFilter(new CountedRequest(request,
                    new Arrival(admitted, request.getContentLengthLong())), response);
        }
    }

    private BodyTooLargeException tooLarge() {
        return limit <= fitting
                ? new BodyTooLargeException(limit, "nabla.limits.max-body-size")
                : new BodyTooLargeException(fitting, "nabla.limits.memory");
    }

    /** Reserves memory for a body as it arrives. */
    private final class Arrival implements CountedRequest.Counter {

        private final Admission.Admitted admitted;
        private final long declared;
        private long reserved;
        private long count;

        /** {@code declared} is the length of the body, -1 if unknown. */
        Arrival(Admission.Admitted admitted, long declared) {
            this.admitted = admitted;
            this.declared = declared;
            this.reserved = Math.clamp(declared, 0, FIRST_STEP);
        }

        @Override
        public void count(int bytes) throws BodyTooLargeException {
            count += bytes;
            if (count > Math.min(limit, fitting)) {
                throw tooLarge();
            }
            if (count > reserved) {
                reserved = nextStep();
                admitted.requireText(reserved);
            }
        }

        private long nextStep() {
            long doubled = Math.max(2 * count, FIRST_STEP);
            if (declared < 0) {
                return Math.min(doubled, fitting);
            }
            return doubled > LAST_STEP ? declared : Math.min(doubled, declared);
        }
    }
}
