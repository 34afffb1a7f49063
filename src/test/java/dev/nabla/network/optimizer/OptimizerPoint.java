package dev.nabla.network.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A step of an optimizer for one number.
 *
 * @param state the number in each slot; empty before the first step
 */
record OptimizerPoint<O extends Optimizer>(O optimizer, double parameter, double gradient, Map<String, Double> state) {

    static <O extends Optimizer> OptimizerPoint<O> first(O optimizer, double parameter, double gradient) {
        return new OptimizerPoint<>(optimizer, parameter, gradient, Map.of());
    }

    OptimizerPoint<O> with(String slot, double value) {
        Map<String, Double> changed = new LinkedHashMap<>(state);
        changed.put(slot, value);
        return new OptimizerPoint<>(optimizer, parameter, gradient, changed);
    }

    /** The point after the step, with another gradient; with the parameter 0 if it has overflowed. */
    OptimizerPoint<O> then(double next) {
        Map<String, Double> moved = new LinkedHashMap<>(step());
        double parameterThen = Objects.requireNonNull(moved.remove("parameter"));
        return new OptimizerPoint<>(optimizer, Double.isInfinite(parameterThen) ? 0 : parameterThen, next, moved);
    }

    /** The parameter and every slot after the step. */
    Map<String, Double> step() {
        OptimizerState slots = new OptimizerState(1);
        for (Slot slot : optimizer.slots()) {
            Double value = state.get(slot.name());
            if (value != null) {
                slots.put(slot, new double[]{value});
            }
        }
        double[] moved = {parameter};
        optimizer.step(moved, new double[]{gradient}, slots);
        Map<String, Double> after = new LinkedHashMap<>(Map.of("parameter", moved[0]));
        slots.slots().forEach((name, values) -> after.put(name, values[0]));
        return after;
    }
}
