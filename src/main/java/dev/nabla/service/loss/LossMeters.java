package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Times the evaluations of each loss and counts the elements of its inputs, tagged with the id of the loss. */
final class LossMeters {

    private final MeterRegistry registry;
    private final Map<String, Meters> byId = new ConcurrentHashMap<>();

    LossMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Meters(Timer evaluations, Counter elements) {}

    /** Registers the meters of a loss, so that they exist before its first evaluation. */
    void register(LossEntry loss) {
        meters(loss);
    }

    LossAnswer record(LossEntry loss, long elements, Supplier<LossAnswer> evaluation) {
        Meters meters = meters(loss);
        meters.elements.increment((double) elements);
        return Objects.requireNonNull(meters.evaluations.record(evaluation));
    }

    private Meters meters(LossEntry loss) {
        return byId.computeIfAbsent(loss.id(), this::meters);
    }

    private Meters meters(String id) {
        return new Meters(
                Timer.builder("nabla.evaluations").description("Time to evaluate a loss and its gradients")
                        .tag("loss", id).register(registry),
                Counter.builder("nabla.elements").description("Elements of the inputs of evaluated losses")
                        .tag("loss", id).register(registry));
    }
}
