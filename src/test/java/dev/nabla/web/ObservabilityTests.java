package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What an operator sees. */
@ServiceTest
class ObservabilityTests {

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

    @Test
    void metricsWhenNameIsUnknownShouldNotTakeItForATag() {
        service.evaluate("no_such_loss", "{}");
        assertThat(service.get("/actuator/prometheus").text()).doesNotContain("no_such_loss");
    }

    private double metric(String name) {
        return service.get("/actuator/prometheus").text().lines().filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).findFirst().orElse(0);
    }
}
