package dev.nabla.service.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts the lines of streams, which share one HTTP status whether they are answered or fail. */
@Component
public final class StreamMetrics {

    private final Counter answered;
    private final Counter failed;

    public StreamMetrics(MeterRegistry registry) {
        this.answered = counter(registry, "answered");
        this.failed = counter(registry, "failed");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("nabla.stream.lines").description("Lines of streams of requests")
                .tag("outcome", outcome).register(registry);
    }

    /** Counts lines by their outcome. */
    public void count(long answeredLines, long failedLines) {
        answered.increment((double) answeredLines);
        failed.increment((double) failedLines);
    }
}
