package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.service.telemetry.ComputationTimer;
import dev.nabla.service.telemetry.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meters of losses, tagged with the id of the loss: times of evaluations, gradient checks and curves, and the elements
 * of the inputs of evaluations.
 */
final class LossMeters {

    private static final String TAG = "loss";

    private final MeterRegistry registry;
    private final ComputationTimer evaluations;
    private final ComputationTimer gradientChecks;
    private final ComputationTimer curves;
    private final Map<String, Counter> elements = new ConcurrentHashMap<>();

    /** Registers the meters of these losses, so that they exist before the first request. */
    LossMeters(Telemetry telemetry, List<LossEntry> losses) {
        List<String> ids = losses.stream().map(LossEntry::id).toList();
        this.registry = telemetry.registry();
        this.evaluations = telemetry.timer("nabla.evaluations", "Time to evaluate a loss and its gradients", "evaluate",
                TAG, ids);
        this.gradientChecks = telemetry.timer("nabla.gradchecks", "Time to compare a gradient with the exact one",
                "gradcheck", TAG, ids);
        this.curves = telemetry.timer("nabla.curves", "Time to compute the curve of a loss", "curve", TAG, ids);
        ids.forEach(this::counter);
    }

    ComputationTimer evaluations() {
        return evaluations;
    }

    ComputationTimer gradientChecks() {
        return gradientChecks;
    }

    ComputationTimer curves() {
        return curves;
    }

    void countElements(LossEntry loss, long count) {
        counter(loss.id()).increment((double) count);
    }

    private Counter counter(String id) {
        return elements.computeIfAbsent(id, each -> Counter.builder("nabla.elements")
                .description("Elements of the inputs of evaluated losses").tag(TAG, each).register(registry));
    }
}
