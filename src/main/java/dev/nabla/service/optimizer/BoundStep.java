package dev.nabla.service.optimizer;

import dev.nabla.kernel.Deadline;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerState;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A step of an optimizer with its inputs.
 *
 * @param clipping how the gradients are clipped
 * @param dtype the dtype of the answer; everything is computed in float64
 */
record BoundStep(
    Optimizer optimizer,
    Map<String, Float64Tensor> parameters,
    Map<String, Float64Tensor> gradients,
    Map<String, OptimizerState> states,
    Clipping clipping,
    DType dtype) {

    Cost cost() {
        return optimizer.cost(parameters.values().stream().mapToLong(each -> each.values().length).sum());
    }

    OptimizerAnswer answer() {
        Map<String, double[]> clipped = new LinkedHashMap<>();
        gradients.forEach((name, gradient) -> clipped.put(name, gradient.values().clone()));
        Double norm = clipping.clip(clipped.values());
        Map<String, Tensor> updated = new LinkedHashMap<>();
        Map<String, Map<String, Tensor>> newStates = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            Deadline.check();
            double[] numbers = parameter.values().clone();
            OptimizerState state = Objects.requireNonNull(states.get(name));
            step(numbers, Objects.requireNonNull(clipped.get(name)), state);
            updated.put(name, stored(parameter.shape(), numbers));
            newStates.put(name, StateTensors.of(optimizer, parameter.shape(), state, dtype));
        });
        return new OptimizerAnswer(updated, newStates, norm);
    }

    /** Parameters that have overflowed stay infinite; their state goes on as that of 0. */
    private void step(double[] parameter, double[] gradient, OptimizerState state) {
        int[] infinite = IntStream.range(0, parameter.length).filter(i -> Double.isInfinite(parameter[i])).toArray();
        double[] before = Arrays.stream(infinite).mapToDouble(i -> parameter[i]).toArray();
        Arrays.stream(infinite).forEach(i -> parameter[i] = 0);
        optimizer.step(parameter, gradient, state);
        for (int i = 0; i < infinite.length; i++) {
            parameter[infinite[i]] = before[i];
        }
    }

    private Tensor stored(Shape shape, double[] numbers) {
        return new Float64Tensor(shape, numbers).in(dtype);
    }
}
