package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.micrometer.tracing.Tracer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What an operator sees. */
@ServiceTest
class ObservabilityTests {

    private static final String BODY = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";

    @Autowired
    ServiceClient service;

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthShouldBeUp(String path) {
        assertThat(service.get(path).text()).contains("\"status\":\"UP\"");
    }

    @Test
    void metricsShouldCountEvaluationsAndElementsByLoss() {
        double before = metric("nabla_elements_total{application=\"nabla\",loss=\"l1\"}");
        service.evaluate("mae", "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}");
        // three predictions and three targets, under the id and not the alias
        assertThat(metric("nabla_elements_total{application=\"nabla\",loss=\"l1\"}") - before).isEqualTo(6);
        assertThat(metric("nabla_evaluations_seconds_count{application=\"nabla\",loss=\"l1\"}")).isPositive();
        assertThat(service.get("/actuator/prometheus").text()).contains("http_server_requests_seconds_count")
                .contains("uri=\"/v1/losses/{loss}\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/losses/mae/gradcheck | {"predictions": [1], "targets": [2], "gradient": [-1]} | nabla_gradchecks_seconds_count{application="nabla",loss="l1"}
            /v1/networks/backpropagate | {"layers": [], "input": [1], "loss": "mse", "targets": [2]} | nabla_backpropagations_seconds_count{application="nabla"}
            /v1/networks/train | {"layers": [{"type": "linear", "weight": [[1]]}], "input": [[1]], "loss": "mse", "targets": [[2]], "optimizer": {"type": "sgd"}, "steps": 1} | nabla_trainings_seconds_count{application="nabla"}
            /v1/networks/train | {"layers": [{"type": "linear", "weight": [[1]]}], "input": [[1]], "loss": "mse", "targets": [[2]], "optimizer": {"type": "sgd"}, "steps": 1} | nabla_training_steps_total{application="nabla"}
            /v1/optimizers/sgd/step | {"parameters": {"w": [1]}, "gradients": {"w": [1]}} | nabla_steps_seconds_count{application="nabla",optimizer="sgd"}
            """)
    void metricsShouldCountWhatEachResourceAnswers(String path, String body, String metric) {
        double before = metric(metric);
        assertThat(service.post(path, body).status()).isEqualTo(200);
        assertThat(service.post(path, "{}").status()).isEqualTo(422);
        assertThat(metric(metric) - before).isEqualTo(1);
    }

    @Test
    void metricsShouldCountCurvesByLoss() {
        String curves = "nabla_curves_seconds_count{application=\"nabla\",loss=\"huber\"}";
        double before = metric(curves);
        service.get("/v1/losses/huber/curve");
        service.get("/v1/losses/huber/curve?points=0"); // invalid
        assertThat(metric(curves) - before).isEqualTo(1);
    }

    @Test
    void metricsWhenNameIsUnknownShouldNotTakeItForATag() {
        service.evaluate("no_such_loss", "{}");
        assertThat(service.get("/actuator/prometheus").text()).doesNotContain("no_such_loss");
    }

    @Test
    void requestMetricsWhenLossIsCalledByItsAliasShouldHaveTheTemplateOfThePath() {
        double before = requests("POST", 200, "SUCCESS", "/v1/losses/{loss}");
        service.evaluate("mse", BODY);
        service.evaluate("mean_squared_error", BODY); // an alias of mse
        assertThat(requests("POST", 200, "SUCCESS", "/v1/losses/{loss}") - before).isEqualTo(2);
        assertThat(service.get("/actuator/prometheus").text()).doesNotContain("/v1/losses/mean_squared_error");
    }

    @Test
    void requestMetricsWhenLossIsUnknownShouldHaveTheTemplateOfThePath() {
        double before = requests("POST", 404, "CLIENT_ERROR", "/v1/losses/{loss}");
        service.evaluate("no_such_loss", BODY);
        assertThat(requests("POST", 404, "CLIENT_ERROR", "/v1/losses/{loss}") - before).isEqualTo(1);
    }

    @Test
    void requestMetricsWhenBodyIsInvalidShouldCountAClientError() {
        double before = requests("POST", 422, "CLIENT_ERROR", "/v1/losses/{loss}");
        service.evaluate("mse", "{}");
        assertThat(requests("POST", 422, "CLIENT_ERROR", "/v1/losses/{loss}") - before).isEqualTo(1);
    }

    @Test
    void requestMetricsWhenFilterRefusesTheBodyShouldCountAClientError() {
        double before = requests("POST", 415, "CLIENT_ERROR", "UNKNOWN");
        service.send(service.request("/v1/losses/mse").header("Content-Type", "application/json")
                .header("Content-Encoding", "br").POST(BodyPublishers.ofString(BODY)));
        assertThat(requests("POST", 415, "CLIENT_ERROR", "UNKNOWN") - before).isEqualTo(1);
    }

    @Test
    void requestMetricsWhenMethodIsNotAllowedShouldCountAClientError() {
        double before = requests("DELETE", 405, "CLIENT_ERROR", "UNKNOWN");
        service.send(service.request("/v1/losses/mse").DELETE());
        assertThat(requests("DELETE", 405, "CLIENT_ERROR", "UNKNOWN") - before).isEqualTo(1);
    }

    @Test
    void requestMetricsWhenMethodIsInventedShouldNotTakeItForATag() {
        double before = requests("UNKNOWN", 405, "CLIENT_ERROR", "UNKNOWN");
        service.send(service.request("/v1/losses/mse").method("INVENTED", BodyPublishers.noBody()));
        assertThat(requests("UNKNOWN", 405, "CLIENT_ERROR", "UNKNOWN") - before).isEqualTo(1);
        assertThat(service.get("/actuator/prometheus").text()).doesNotContain("INVENTED");
    }

    @Test
    void requestWhenNobodyAskedForTracesShouldNotBeTraced(@Autowired ApplicationContext context) {
        assertThat(service.evaluate("mse", BODY).header("traceresponse")).isEmpty();
        assertThat(context.getBeanNamesForType(Tracer.class)).isEmpty();
        assertThat(context.getBeanNamesForType(OtlpMeterRegistry.class)).isEmpty();
    }

    /** How many requests were timed; the tags are those of Spring Boot's metric, in its order. */
    private double requests(String method, int status, String outcome, String uri) {
        return metric(
                "http_server_requests_seconds_count{application=\"nabla\",error=\"none\",exception=\"none\",method=\""
                        + method + "\",outcome=\"" + outcome + "\",status=\"" + status + "\",uri=\"" + uri + "\"}");
    }

    private double metric(String name) {
        return service.get("/actuator/prometheus").text().lines().filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).findFirst().orElse(0);
    }
}
