package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.nabla.client.OtlpCollector;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The profile {@code otlp}: what a collector gets. */
@ServiceTest
@DirtiesContext // else it goes on to send metrics to a collector that is gone
@ActiveProfiles("otlp")
@ExtendWith(OutputCaptureExtension.class)
class TracingTests {

    private static final OtlpCollector COLLECTOR = new OtlpCollector();
    private static final String BODY = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";

    /** The span of a caller: the example of the W3C recommendation. */
    private static final String CALLER = "00f067aa0ba902b7";

    @Autowired
    ServiceClient service;

    @Autowired
    TracingFilter filter;

    @DynamicPropertySource
    static void export(DynamicPropertyRegistry properties) {
        properties.add("management.opentelemetry.tracing.export.otlp.endpoint",
                () -> COLLECTOR.address() + "/v1/traces");
        properties.add("management.opentelemetry.tracing.export.schedule-delay", () -> "20ms");
        properties.add("management.otlp.metrics.export.url", () -> COLLECTOR.address() + "/v1/metrics");
        properties.add("management.otlp.metrics.export.step", () -> "1s");
        properties.add("nabla.access-log.enabled", () -> true);
    }

    @AfterAll
    static void stop() {
        COLLECTOR.close();
    }

    private Answer post(String path, String body, String traceId) {
        return service.send(service.request(path).header("Content-Type", "application/json")
                .header("traceparent", "00-" + traceId + "-" + CALLER + "-01").POST(BodyPublishers.ofString(body)));
    }

    private static Span named(List<Span> spans, String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
    }

    private static List<Span> childrenOf(Span parent, List<Span> spans) {
        return spans.stream().filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano)).toList();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream().collect(Collectors.toMap(KeyValue::getKey,
                each -> each.getValue().hasIntValue()
                        ? Long.toString(each.getValue().getIntValue())
                        : each.getValue().getStringValue()));
    }

    @Test
    void accessLogShouldNameTheTraceThatTheServiceBegan(CapturedOutput output) {
        String traceId = service.evaluate("mse", BODY).header("traceresponse").split("-", -1)[1];
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> output.getOut().contains("trace_id=" + traceId));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            4bf92f3577b34da6a3ce929d0e0e4701 | /v1/losses/mse | POST /v1/losses/{loss} | {"predictions": [1], "targets": [2]} | evaluate
            4bf92f3577b34da6a3ce929d0e0e4702 | /v1/networks/backpropagate | POST /v1/networks/backpropagate | {"layers": [], "input": [1], "loss": "mse", "targets": [2]} | backpropagate
            4bf92f3577b34da6a3ce929d0e0e4703 | /v1/optimizers/sgd/step | POST /v1/optimizers/{optimizer}/step | {"parameters": {"w": [1]}, "gradients": {"w": [1]}} | step
            4bf92f3577b34da6a3ce929d0e0e470a | /v1/networks/train | POST /v1/networks/train | {"layers": [{"type": "linear", "weight": [[1]]}], "input": [[1]], "loss": "mse", "targets": [[2]], "optimizer": {"type": "sgd"}, "steps": 1} | train
            """)
    void requestShouldBeASpanOfTheCallersTraceWithItsStagesInIt(String traceId, String path, String name, String body,
            String computation) {
        assertThat(post(path, body, traceId).status()).isEqualTo(200);

        List<Span> spans = COLLECTOR.awaitTrace(traceId);
        Span request = named(spans, name);
        assertThat(hex(request.getParentSpanId())).isEqualTo(CALLER);
        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        List<Span> stages = childrenOf(request, spans);
        assertThat(stages).extracting(Span::getName).containsExactly("admit", "read", computation, "write");
        long before = request.getStartTimeUnixNano();
        for (Span stage : stages) {
            assertThat(stage.getStartTimeUnixNano()).isGreaterThanOrEqualTo(before);
            before = stage.getEndTimeUnixNano();
        }
        assertThat(before).isLessThanOrEqualTo(request.getEndTimeUnixNano());
        // Memory for what is computed is admitted too.
        assertThat(childrenOf(named(stages, computation), spans)).isNotEmpty()
                .allMatch(span -> span.getName().equals("admit"));
    }

    @Test
    void requestShouldBeDescribedAsOpenTelemetryDescribesServers() {
        String traceId = "4bf92f3577b34da6a3ce929d0e0e4704";
        assertThat(post("/v1/losses/mean_squared_error", BODY, traceId).status()).isEqualTo(200); // an alias of mse

        List<Span> spans = COLLECTOR.awaitTrace(traceId);
        assertThat(attributes(named(spans, "POST /v1/losses/{loss}"))).containsEntry("http.request.method", "POST")
                .containsEntry("http.route", "/v1/losses/{loss}").containsEntry("http.response.status_code", "200");
        assertThat(attributes(named(spans, "evaluate"))).containsEntry("nabla.loss", "mse");
    }

    @Test
    void requestWhenInvalidShouldHaveNoComputation() {
        String traceId = "4bf92f3577b34da6a3ce929d0e0e4705";
        assertThat(post("/v1/losses/mse", "{}", traceId).status()).isEqualTo(422);

        List<Span> spans = COLLECTOR.awaitTrace(traceId);
        assertThat(spans).extracting(Span::getName).containsOnly("POST /v1/losses/{loss}", "admit", "read");
        assertThat(attributes(named(spans, "POST /v1/losses/{loss}"))).containsEntry("http.response.status_code",
                "422");
    }

    @Test
    void answerShouldNameItsSpan() {
        String traceId = "4bf92f3577b34da6a3ce929d0e0e4706";
        String context = post("/v1/losses/mse", BODY, traceId).header("traceresponse");

        Span request = named(COLLECTOR.awaitTrace(traceId), "POST /v1/losses/{loss}");
        assertThat(context).isEqualTo("00-" + traceId + "-" + hex(request.getSpanId()) + "-01");
    }

    @Test
    void requestWhenCallerDoesNotSampleShouldNotBeSent() {
        String traceId = "4bf92f3577b34da6a3ce929d0e0e4707";
        Answer answer = service.send(service.request("/v1/losses/mse").header("Content-Type", "application/json")
                .header("traceparent", "00-" + traceId + "-" + CALLER + "-00").POST(BodyPublishers.ofString(BODY)));

        assertThat(answer.header("traceresponse")).startsWith("00-" + traceId + "-").endsWith("-00");
        String later = "4bf92f3577b34da6a3ce929d0e0e4710";
        post("/v1/losses/mse", BODY, later);
        assertThat(COLLECTOR.awaitTrace(later)).isNotEmpty();
        assertThat(COLLECTOR.spans(traceId)).isEmpty();
    }

    @Test
    void probesShouldNotBeTraced() {
        assertThat(service.get("/actuator/health/liveness").header("traceresponse")).isEmpty();
    }

    @Test
    void logsOfARequestShouldNameItsTrace() throws Exception {
        String traceId = "4bf92f3577b34da6a3ce929d0e0e4708";
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/losses/mse");
        request.addHeader("traceparent", "00-" + traceId + "-" + CALLER + "-01");
        filter.doFilter(request, new MockHttpServletResponse(), (_, _) -> assertThat(MDC.get("traceId"))
                .isEqualTo(traceId));
        assertThat(MDC.get("traceId")).isNull();
    }

    @Test
    void histogramShouldHaveExemplarsOfTraces() {
        String traceId = "4bf92f3577b34da6a3ce929d0e0e4709";
        post("/v1/losses/rmse", BODY, traceId);

        String metrics = service.send(service.request("/actuator/prometheus").header("Accept",
                "application/openmetrics-text; version=1.0.0").GET()).text();
        assertThat(metrics.lines().filter(line -> line.startsWith("http_server_requests_seconds_bucket")))
                .anyMatch(line -> line
                        .matches(".* # \\{span_id=\"[0-9a-f]{16}\",trace_id=\"4bf92f3577b34da6a3ce929d0e0e47..\"}.*"));
    }

    @Test
    void metricsShouldBeSentToo() {
        service.evaluate("mse", BODY);
        Metric evaluations = COLLECTOR.awaitMetric("nabla.evaluations");
        assertThat(evaluations.getHistogram().getDataPoints(0).getAttributesList()).extracting(KeyValue::getKey)
                .contains("loss");
    }
}
