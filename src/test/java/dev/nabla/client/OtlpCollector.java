package dev.nabla.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Collects traces and metrics, as an OpenTelemetry collector does: OTLP over HTTP, in protobuf. */
public final class OtlpCollector implements AutoCloseable {

    private static final String PROTOBUF = "application/x-protobuf";

    private final HttpServer server;
    private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
    private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();

    public OtlpCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces",
                exchange -> collect(exchange, body -> traces.add(ExportTraceServiceRequest.parseFrom(body))));
        server.createContext("/v1/metrics",
                exchange -> collect(exchange, body -> metrics.add(ExportMetricsServiceRequest.parseFrom(body))));
        server.start();
    }

    @FunctionalInterface
    private interface Decoder {

        void decode(InputStream body) throws IOException;
    }

    private static void collect(HttpExchange exchange, Decoder decoder) throws IOException {
        try (exchange) {
            if (!PROTOBUF.equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                exchange.sendResponseHeaders(415, -1);
                return;
            }
            decoder.decode(exchange.getRequestBody());
            exchange.getResponseHeaders().set("Content-Type", PROTOBUF);
            exchange.sendResponseHeaders(200, -1); // an empty message: all was accepted
        }
    }

    /** The address that exporters are configured with. */
    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Waits until the request of a trace has ended, which ends last, and returns all spans of the trace. */
    public List<Span> awaitTrace(String traceId) {
        await(() -> spans(traceId).stream().filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER).toList());
        return spans(traceId);
    }

    /** Waits for the first report of a metric. */
    public Metric awaitMetric(String name) {
        return await(() -> metrics.stream().flatMap(request -> request.getResourceMetricsList().stream())
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream()).filter(metric -> metric.getName().equals(name))
                .toList()).getFirst();
    }

    /** The spans of a trace that have been sent so far. */
    public List<Span> spans(String traceId) {
        return traces.stream().flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .filter(span -> HexFormat.of().formatHex(span.getTraceId().toByteArray()).equals(traceId)).toList();
    }

    private static <T> List<T> await(Supplier<List<T>> found) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (found.get().isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return found.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
