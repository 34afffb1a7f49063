package dev.nabla.web;

import dev.nabla.service.telemetry.RequestTraces;
import dev.nabla.service.telemetry.RequestTraces.RequestTrace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Traces requests, but those of probes and scrapers. Answers carry the W3C header {@code traceresponse}, so that a caller
 * can find the trace.
 */
@Component
@Profile("otlp")
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class TracingFilter extends HttpFilter {

    private static final String TRACE_RESPONSE = "traceresponse";
    private static final String ACTUATOR = "/actuator/";

    private final RequestTraces traces;

    TracingFilter(RequestTraces traces) {
        this.traces = traces;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getRequestURI().startsWith(ACTUATOR, request.getContextPath().length())) {
            chain.doFilter(request, response);
        } else {
            trace(request, response, chain);
        }
    }

    private void trace(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try (RequestTrace trace = traces.begin(request::getHeader)) {
            response.setHeader(TRACE_RESPONSE, trace.context());
            try {
                chain.doFilter(request, response);
                trace.describe(RequestMetricsFilter.tags(request, response.getStatus(), RequestMetricsFilter.NONE));
            } catch (IOException | ServletException | RuntimeException | Error e) {
                trace.fail(e);
                throw e;
            }
        }
    }
}
