package dev.nabla.network.layer;

import dev.nabla.network.BoundLayer;
import dev.nabla.network.Layer;
import dev.nabla.network.Network;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Layers around which the input is added. Their parameters are its own: {@code layers.0.weight}. */
final class ResidualStack implements Layer {

    private final Network stack;
    /** Those that have gradients. */
    private final List<Parameter> parameters = new ArrayList<>();

    ResidualStack(List<BoundLayer> layers) {
        this.stack = new Network(layers);
        for (int i = 0; i < layers.size(); i++) {
            BoundLayer layer = layers.get(i);
            String index = Integer.toString(i);
            layer.parameters().tensors().forEach((name, tensor) -> {
                if (layer.isLearnable(name)) {
                    String full = Network.nameOf(index, name);
                    parameters.add(Parameter.learnable(full, tensor.shape().toString(), full));
                }
            });
        }
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public Shape outputShape(Shape input, Parameters given) {
        Shape output = stack.with(given).outputShape(input);
        if (!output.equals(input)) {
            throw Layer.misfit(Network.LAYERS,
                    "the output of the layers of residual must have the shape of their input "
                            + input + ", got " + output);
        }
        return input;
    }

    @Override
    public Map<String, Float64Tensor> buffers(Shape input, Parameters given) {
        return stack.with(given).buffers(input);
    }

    @Override
    public Layer atStep(long step) {
        return new ResidualStack(stack.atStep(step).layers());
    }

    @Override
    public Layer forEvaluation() {
        return new ResidualStack(stack.forEvaluation().layers());
    }

    @Override
    public Cost cost(Shape input, Shape output, Parameters given) {
        return stack.with(given).cost(input).plus(Layer.ofElements(input, output))
                .plus(Cost.retained(input.elements()));
    }

    @Override
    public Pass forward(Tensor input, Parameters given) {
        Network.Forward forward = stack.with(given).forward(input.widened());
        return new ResidualPass(forward, Float64Tensor.sum(input, forward.output()));
    }

    private record ResidualPass(Network.Forward forward, Float64Tensor output) implements Pass {

        @Override
        public Map<String, Float64Tensor> buffers() {
            return forward.buffers();
        }

        @Override
        public Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            Network.Backward backward = forward.backward(upstream);
            gradients.putAll(backward.named());
            return Float64Tensor.sum(upstream, backward.input());
        }
    }
}
