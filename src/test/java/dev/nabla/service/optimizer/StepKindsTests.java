package dev.nabla.service.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerCatalog;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.network.Slot;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.service.Services;
import dev.nabla.service.WrongKinds;
import dev.nabla.service.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON of the wrong kind in every field of a step is reported in its place. */
class StepKindsTests {

    private static final OptimizerCatalog OPTIMIZERS = new OptimizerCatalog();
    private static final OptimizerService SERVICE = new OptimizerService(Services.admission(),
            Telemetry.of(new SimpleMeterRegistry()));
    private static final Set<String> TENSORS = Set.of("parameters", "gradients", "state");

    static Stream<OptimizerEntry> optimizers() {
        return OPTIMIZERS.entries().stream();
    }

    private static WrongKinds kinds(OptimizerEntry optimizer) {
        return new WrongKinds(request -> SERVICE.step(optimizer.id(), request));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void fieldWhenOfAnotherKindShouldBeReported(OptimizerEntry optimizer) {
        String state = kept(optimizer).stream()
                .map(slot -> "\"" + slot.name() + "\": " + (slot.isSingle() ? "0" : "[0]"))
                .collect(Collectors.joining(", "));
        String body = "{\"parameters\": {\"w\": [1]}, \"gradients\": {\"w\": [1]}, \"state\": {\"w\": {" + state
                + "}}}";
        assertThat(kinds(optimizer).faults(body)).isEmpty();
        for (String name : new StepFields(optimizer).names()) {
            boolean isFlag = Set.of("amsgrad", "nesterov", "centered", "decoupled_weight_decay").contains(name);
            kinds(optimizer).assertReported(body, List.of(name), value -> (isFlag && value.equals("true"))
                    || (TENSORS.contains(name) && value.startsWith("{")));
        }
        for (String name : TENSORS) {
            kinds(optimizer).assertReported(body, List.of(name, "w"),
                    value -> name.equals("state") ? value.equals("{}") : name.equals("parameters") && isTensor(value));
        }
        for (Slot slot : kept(optimizer)) {
            kinds(optimizer).assertReported(body, List.of("state", "w", slot.name()), _ -> false);
        }
    }

    /** Whether a value is a tensor of a shape of its own, which a parameter may have. */
    private static boolean isTensor(String value) {
        return value.equals("[]") || value.equals("[[[[[[1]]]]]]");
    }

    private static List<Slot> kept(OptimizerEntry entry) {
        Optimizer optimizer = entry.build(Map.of(), new Faults());
        return optimizer.slots().stream().filter(optimizer::keeps).toList();
    }

    // the fault is in the parameter alone: gradient and state are those of a parameter that was sent
    @Test
    void parameterWhenItIsNotFiniteShouldBeTheOnlyFault() {
        assertThat(kinds(OPTIMIZERS.find("sgd").orElseThrow()).faults("""
                {"parameters": {"w": ["NaN"], "v": [1]}, "gradients": {"w": [1], "v": [1]}, "momentum": 0.9,
                 "state": {"w": {"momentum_buffer": [1]}}}""")).extracting(Fault::path)
                .containsExactly(List.of("parameters", "w"));
    }

    @Test
    void nameWhenItIsEmptyShouldBePartOfThePath() {
        assertThat(kinds(OPTIMIZERS.find("sgd").orElseThrow()).faults("""
                {"parameters": {"": ["NaN"]}, "gradients": {"": [1]}}""")).extracting(Fault::path)
                .containsExactly(List.of("parameters", ""));
    }
}
