package dev.nabla.service.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Times and traces the computations of a resource: one timer for each loss or optimizer that they are about. A computation
 * that throws an exception is not counted.
 */
public final class ComputationTimer {

    /** The id of all computations of a resource that has one timer. */
    static final String WHOLE = "";

    private final MeterRegistry registry;
    private final Tracing tracing;
    private final String name;
    private final String description;
    private final String stage;
    private final String tag;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    ComputationTimer(MeterRegistry registry, Tracing tracing, String name, String description, String stage, String tag,
            Collection<String> ids) {
        this.registry = registry;
        this.tracing = tracing;
        this.name = name;
        this.description = description;
        this.stage = stage;
        this.tag = tag;
        ids.forEach(this::timer);
    }

    /** Times a computation of a resource that has one timer. */
    public <T> T record(Supplier<T> computation) {
        return record(WHOLE, computation);
    }

    /** Times a computation about this loss or optimizer. */
    public <T> T record(String id, Supplier<T> computation) {
        try (Stage _ = tracing.begin(stage, tag, id)) {
            return time(id, computation);
        }
    }

    /** Times a computation that is one of many in a request, of which a trace shows the whole. */
    public <T> T time(String id, Supplier<T> computation) {
        long start = System.nanoTime();
        T answer = computation.get();
        timer(id).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return answer;
    }

    private Timer timer(String id) {
        Timer known = timers.get(id);
        return known != null
                ? known
                : timers.computeIfAbsent(id, each -> Timer.builder(name).description(description)
                        .tags(each.equals(WHOLE) ? Tags.empty() : Tags.of(tag, each)).register(registry));
    }
}
