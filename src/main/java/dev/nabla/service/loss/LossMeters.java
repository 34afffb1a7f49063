package dev.nabla.service.loss;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** The meters of one loss: its evaluations, and the elements that they took. */
final class LossMeters {

    private final Timer evaluations;
    private final Counter elements;

    LossMeters(MeterRegistry registry, String loss) {
        this.evaluations = Timer.builder("nabla.evaluations").description("Time to evaluate a loss and its gradients")
                .tag("loss", loss).register(registry);
        this.elements = Counter.builder("nabla.elements").description("Elements of the inputs of evaluated losses")
                .tag("loss", loss).register(registry);
    }

    LossAnswer record(long count, Supplier<LossAnswer> evaluation) {
        elements.increment((double) count);
        return evaluations.record(evaluation);
    }
}
