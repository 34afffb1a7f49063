package dev.nabla.web;

import dev.nabla.service.telemetry.RequestMetrics;
import dev.nabla.service.telemetry.RequestMetrics.RequestTags;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** Times every request, including those that another filter refuses and those that fail. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class RequestMetricsFilter extends HttpFilter {

    private static final Set<String> METHODS = Stream.of(HttpMethod.values()).map(HttpMethod::name)
            .collect(Collectors.toUnmodifiableSet());
    private static final String UNKNOWN = "UNKNOWN";
    static final String NONE = "none";

    private final RequestMetrics metrics;

    RequestMetricsFilter(RequestMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        String exception = NONE;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } catch (IOException | ServletException | RuntimeException | Error e) {
            exception = e.getClass().getSimpleName();
            throw e;
        } finally {
            metrics.record(tags(request, status, exception),
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    static RequestTags tags(HttpServletRequest request, int status, String exception) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : UNKNOWN;
        return new RequestTags(method, template(request, status), status, exception);
    }

    /** The template by which the handler was found; else what Spring Boot puts in its place. */
    private static String template(HttpServletRequest request, int status) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String template) {
            return template;
        }
        return status == HttpServletResponse.SC_NOT_FOUND ? "NOT_FOUND" : UNKNOWN;
    }
}
