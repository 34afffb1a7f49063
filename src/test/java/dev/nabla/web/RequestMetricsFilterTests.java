package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.service.telemetry.RequestMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What {@link ObservabilityTests} cannot cause over HTTP. */
class RequestMetricsFilterTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestMetricsFilter filter = new RequestMetricsFilter(new RequestMetrics(registry));

    @Test
    void filterWhenExceptionIsNotHandledShouldCountAServerErrorAndThrowIt() {
        IOException failure = new IOException("broken");
        assertThatThrownBy(() -> filter((_, _) -> {
            throw failure;
        })).isSameAs(failure);
        assertThat(registry.get("http.server.requests").tags("status", "500", "outcome", "SERVER_ERROR", "exception",
                "IOException", "error", "IOException").timer().count()).isEqualTo(1);
    }

    @Test
    void filterWhenNothingIsFoundBeforeAnyHandlerShouldNotTakeThePathForATag() throws Exception {
        filter((_, response) -> ((MockHttpServletResponse) response).setStatus(404));
        assertThat(registry.get("http.server.requests").tags("status", "404", "uri", "NOT_FOUND").timer().count())
                .isEqualTo(1);
    }

    @Test
    void filterShouldTimeTheChain() throws Exception {
        filter((_, _) -> pause());
        assertThat(registry.get("http.server.requests").timer().totalTime(TimeUnit.MILLISECONDS))
                .isGreaterThanOrEqualTo(5);
    }

    private static void pause() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private void filter(FilterChain chain) throws Exception {
        filter.doFilter(new MockHttpServletRequest("GET", "/somewhere"), new MockHttpServletResponse(), chain);
    }
}
