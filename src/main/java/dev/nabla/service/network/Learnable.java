package dev.nabla.service.network;

import dev.nabla.network.Network;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerState;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/**
 * A parameter that is trained.
 *
 * @param name its name: {@code layers.0.weight}
 * @param layer the index of its layer
 * @param parameter its name in the layer
 * @param stored its numbers as the layer has them, updated in place
 * @param numbers the same numbers in float64; the same array if they are stored so
 * @param state the state of the optimizer, updated in place
 */
record Learnable(String name, int layer, String parameter, Tensor stored, double[] numbers, OptimizerState state) {

    static Learnable of(int layer, String parameter, Tensor stored, OptimizerState state) {
        return new Learnable(name(layer, parameter), layer, parameter, stored, stored.widened().values(), state);
    }

    static String name(int layer, String parameter) {
        return Network.nameOf(Integer.toString(layer), parameter);
    }

    private DType dtype() {
        return stored.dtype();
    }

    /** Its gradient, rounded as an answer would be. */
    Float64Tensor gradient(Network.Backward backward) {
        return Objects.requireNonNull(backward.parameters().get(layer).get(parameter)).in(dtype()).widened();
    }

    /** Takes a step. Parameter and state are rounded as an answer would be. */
    void step(Optimizer optimizer, double[] gradient) {
        optimizer.step(numbers, gradient, state);
        if (dtype() == DType.FLOAT32) {
            stored.write(0, numbers, numbers.length);
            round(numbers);
            List.copyOf(state.slots().values()).forEach(Learnable::round);
        }
    }

    private static void round(double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) numbers[i];
        }
    }
}
