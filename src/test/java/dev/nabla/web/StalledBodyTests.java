package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Small bodies that stop on the way, while they hold all the memory of small requests: 2 MB. */
@ServiceTest
@TestPropertySource(properties = "nabla.limits.memory=16MB")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class StalledBodyTests {

    @Autowired
    ServiceClient service;

    @Test
    void bodiesWhenTheyStallShouldBeGivenUpForOtherRequests() throws Exception {
        List<RawConnection> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                RawConnection next = new RawConnection("localhost", service.port());
                stalled.add(next);
                next.sendLines("POST /v1/losses/mse HTTP/1.1", "Host: localhost", "Content-Type: application/json",
                        "Content-Length: 250000", "");
                next.send(" ".repeat(200_000));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(service.evaluate("mse", "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}").status())
                        .isEqualTo(200);
            }
        } finally {
            for (RawConnection each : stalled) {
                each.close();
            }
        }
    }
}
