package dev.nabla.web.access;

import dev.nabla.service.access.ClientQuotas;
import dev.nabla.service.access.Quota;
import dev.nabla.service.access.RateLimit;
import dev.nabla.web.connection.CountedRequest;
import dev.nabla.web.form.StreamedBody;
import dev.nabla.web.problem.Problem;
import dev.nabla.web.problem.ProblemException;
import dev.nabla.web.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses clients that send too much, and tells all how much they have left, by the headers of
 * draft-ietf-httpapi-ratelimit-headers.
 */
final class RateLimitFilter extends HttpFilter {

    static final String STATE = "RateLimit";
    static final String POLICY = "RateLimit-Policy";

    private static final long serialVersionUID = 1;

    private final transient ClientQuotas clients;
    private final transient HandlerExceptionResolver problems;
    private final String policies;

    RateLimitFilter(ClientQuotas clients, HandlerExceptionResolver problems) {
        this.clients = clients;
        this.problems = problems;
        this.policies = clients.policies();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        List<Quota> quotas = clients.of(RequestClient.of(request));
        response.setHeader(POLICY, policies);
        for (Quota quota : quotas) {
            Duration wait = quota.admit(request.getContentLengthLong());
            if (wait.isPositive()) {
                response.setHeader(STATE, quota.state(wait));
                problems.resolveException(request, response, null, refusal(quota.limit(), wait));
                return;
            }
        }
        response.setHeader(STATE, quotas.stream().map(Quota::state).collect(Collectors.joining(", ")));
        boolean isStream = StreamedBody.isSent(request);
        chain.doFilter(new CountedRequest(request, bytes -> {
            for (Quota quota : quotas) {
                Duration wait = quota.count(bytes);
                if (isStream) {
                    pause(wait);
                }
            }
        }), response);
    }

    /** A stream is one request: beyond the quota it is not refused, but received no faster than the quota fills up. */
    private static void pause(Duration time) throws InterruptedIOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static ProblemException refusal(RateLimit limit, Duration wait) {
        long seconds = Quota.ceilSeconds(wait);
        return new ProblemException(new Problem(ProblemType.TOO_MANY_REQUESTS,
                "More than " + limit.explanation() + ". Retry in " + seconds + " s", List.of(), 0,
                Duration.ofSeconds(seconds)));
    }
}
