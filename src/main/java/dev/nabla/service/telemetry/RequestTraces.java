package dev.nabla.service.telemetry;

import dev.nabla.service.telemetry.RequestMetrics.RequestTags;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Traces requests, each as a part of the trace that its caller names (W3C {@code traceparent}), if any. Names and attributes
 * are those of OpenTelemetry's conventions for HTTP servers.
 */
@Component
@Profile("otlp")
public final class RequestTraces {

    private final Tracer tracer;
    private final Propagator propagator;

    RequestTraces(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /**
     * Begins the span of a request, which is current until it is closed.
     *
     * @param headers the first value of a header, by name; {@code null} if it was not sent
     */
    public RequestTrace begin(Function<String, @Nullable String> headers) {
        Span span = propagator.extract(headers, Function::apply).kind(Span.Kind.SERVER).start();
        return new RequestTrace(span, tracer.withSpan(span));
    }

    /** The trace of a request that this thread answers. */
    public static final class RequestTrace implements AutoCloseable {

        private final Span span;
        private final Tracer.SpanInScope scope;

        private RequestTrace(Span span, Tracer.SpanInScope scope) {
            this.span = span;
            this.scope = scope;
        }

        /** What a caller needs to find the span, in the form of {@code traceparent}. */
        public String context() {
            TraceContext context = span.context();
            return "00-" + context.traceId() + "-" + context.spanId()
                    + (Boolean.TRUE.equals(context.sampled()) ? "-01" : "-00");
        }

        /** Says what was asked for and answered. */
        public void describe(RequestTags tags) {
            boolean isRouted = tags.uri().startsWith("/");
            span.name(isRouted ? tags.method() + " " + tags.uri() : tags.method());
            span.tag("http.request.method", tags.method());
            span.tag("http.response.status_code", tags.status());
            if (isRouted) {
                span.tag("http.route", tags.uri());
            }
        }

        /** Says that the request failed: that nothing could be answered, or that the service is at fault. */
        public void fail(Throwable error) {
            span.error(error);
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
