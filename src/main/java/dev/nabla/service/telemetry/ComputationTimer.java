package dev.nabla.service.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Times the computations of a resource that were answered: one timer for each loss or optimizer that they are about. */
public final class ComputationTimer {

    private static final String WHOLE = "";

    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final String tag;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    private ComputationTimer(MeterRegistry registry, String name, String description, String tag,
            Collection<String> ids) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.tag = tag;
        ids.forEach(this::timer);
    }

    /** One timer for all computations of a resource. */
    public static ComputationTimer of(MeterRegistry registry, String name, String description) {
        return new ComputationTimer(registry, name, description, WHOLE, List.of(WHOLE));
    }

    /**
     * A timer for each id.
     *
     * @param tag what an id is: {@code loss} or {@code optimizer}
     * @param ids those whose timers exist before their first computation
     */
    public static ComputationTimer of(MeterRegistry registry, String name, String description, String tag,
            Collection<String> ids) {
        return new ComputationTimer(registry, name, description, tag, ids);
    }

    /** Times a computation of a resource that has one timer. */
    public <T> T record(Supplier<T> computation) {
        return record(WHOLE, computation);
    }

    /** Times a computation. One that throws an exception is not counted. */
    public <T> T record(String id, Supplier<T> computation) {
        long start = System.nanoTime();
        T answer = computation.get();
        timer(id).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return answer;
    }

    private Timer timer(String id) {
        return timers.computeIfAbsent(id, each -> Timer.builder(name).description(description)
                .tags(each.equals(WHOLE) ? Tags.empty() : Tags.of(tag, each)).register(registry));
    }
}
