package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameters;
import dev.nabla.option.Option;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;

/** Flattens a range of axes into one. */
@LayerDefinition(
    summary = "Flattens the axes from start_dim to end_dim into one.",
    shapes = "(N, d1, d2, …) → (N, d1·d2·…)",
    formula = "y_{n,\\,i d_2 + j} = x_{n,i,j}",
    rules = "\\frac{\\partial L}{\\partial x_{n,i,j}} = g_{n,\\,i d_2 + j}",
    reference = "PyTorch Flatten")
public record Flatten(
    @Option("first axis to flatten") long startDim,
    @Option("last axis to flatten") long endDim) implements Layer {

    public Flatten() {
        this(1, -1);
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        int first = Axis.of("start_dim", startDim, input);
        int last = Axis.of("end_dim", endDim, input);
        if (first > last) {
            throw Layer.misfit("end_dim", "end_dim must not come before start_dim: with " + startDim + " and " + endDim
                    + " the layer's input of shape " + input + " has no axes between them");
        }
        Shape merged = input;
        for (int axis = last; axis > first; axis--) {
            merged = merged.with(first, merged.size(first) * merged.size(first + 1)).without(first + 1);
        }
        return merged;
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        return new FlattenPass(input.shape(),
                new Float64Tensor(outputShape(input.shape(), parameters), input.widened().values()));
    }

    private record FlattenPass(Shape shape, Float64Tensor output) implements Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            return new Float64Tensor(shape, upstream.values());
        }
    }
}
