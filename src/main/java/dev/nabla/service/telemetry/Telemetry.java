package dev.nabla.service.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Makes what resources are measured by. */
@Component
public final class Telemetry {

    private final MeterRegistry registry;
    private final Tracing tracing;

    @Autowired
    Telemetry(MeterRegistry registry, Tracing tracing) {
        this.registry = registry;
        this.tracing = tracing;
    }

    /** Meters without traces. */
    public static Telemetry of(MeterRegistry registry) {
        return new Telemetry(registry, Tracing.off());
    }

    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Times all computations of a resource together.
     *
     * @param name the name of the timer
     * @param stage what a computation is called in a trace
     */
    public ComputationTimer timer(String name, String description, String stage) {
        return new ComputationTimer(registry, tracing, name, description, stage, "", List.of(ComputationTimer.WHOLE));
    }

    /**
     * Times the computations of a resource for each id.
     *
     * @param name the name of the timers
     * @param stage what a computation is called in a trace
     * @param tag what an id is: {@code loss} or {@code optimizer}
     * @param ids those whose timers exist before their first computation
     */
    public ComputationTimer timer(String name, String description, String stage, String tag, Collection<String> ids) {
        return new ComputationTimer(registry, tracing, name, description, stage, tag, ids);
    }
}
