package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

/** Probes and metrics on a port of their own, while the other one is full. */
@ServiceTest
@TestPropertySource(
    properties = {"management.server.port=0", "nabla.connections.max=8",
            "nabla.connections.max-per-address=8"})
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ManagementPortTests {

    @Autowired
    ServiceClient service;

    @LocalManagementPort
    int port;

    @Test
    void probesWhenAllConnectionsAreTakenShouldAnswer() throws IOException {
        List<RawConnection> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawConnection busy = new RawConnection("localhost", service.port());
            others.add(busy);
            busy.sendLines("POST /v1/losses/mse HTTP/1.1", "Host: localhost", "Content-Type: application/json",
                    "Content-Length: 10", "Expect: 100-continue", "");
            assertThat(busy.line()).startsWith("HTTP/1.1 100");
        }
        ServiceClient management = new ServiceClient(port);

        assertThat(management.get("/actuator/health/liveness").text()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(management.get("/actuator/health/readiness").text()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(management.get("/actuator/prometheus").text()).contains("nabla_memory_reserved_bytes");
        for (RawConnection other : others) {
            other.close();
        }
    }

    @Test
    void probesWhenAskedForAtThePortOfTheServiceShouldBeAbsent() {
        assertThat(service.get("/actuator/health").status()).isEqualTo(404);
    }

    @Test
    void probesShouldBeAnsweredByThreadsOfTheirOwn() {
        new ServiceClient(port).get("/actuator/health/liveness");

        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .anyMatch(name -> name.matches("http-nio-auto-\\d+-exec-\\d+"));
    }
}
