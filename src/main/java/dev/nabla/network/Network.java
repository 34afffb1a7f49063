package dev.nabla.network;

import dev.nabla.kernel.Deadline;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of layers, each of which takes the output of the previous one.
 *
 * @param layers the layers with their parameters, in order
 */
public record Network(List<BoundLayer> layers) {

    /** The field of a request that holds the layers. */
    public static final String LAYERS = "layers";

    /** The parameters of all layers, by name: {@code layers.0.weight}. */
    public Map<String, Tensor> parameters() {
        return named(layers.stream().map(layer -> layer.parameters().tensors()).toList());
    }

    /**
     * The buffers of all layers before a pass, by name; those that are not given have their initial values.
     *
     * @param input the shape of the input
     * @throws InvalidRequestException if the shapes of the layers do not chain
     */
    public Map<String, Float64Tensor> buffers(Shape input) {
        List<Map<String, Float64Tensor>> buffers = new ArrayList<>();
        Shape current = input;
        for (int i = 0; i < layers.size(); i++) {
            BoundLayer layer = layers.get(i);
            buffers.add(layer.layer().buffers(current, layer.parameters()));
            current = outputShape(i, current);
        }
        return named(buffers);
    }

    /** The tensors of all layers, of which each has its own by name. */
    private static <T extends Tensor> Map<String, T> named(List<? extends Map<String, ? extends T>> layers) {
        Map<String, T> named = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String index = Integer.toString(i);
            layers.get(i).forEach((name, tensor) -> named.put(nameOf(index, name), tensor));
        }
        return named;
    }

    /**
     * This network with all its buffers.
     *
     * @param input the shape of the input
     * @throws InvalidRequestException if the shapes of the layers do not chain
     */
    public Network withBuffers(Shape input) {
        Map<String, Tensor> all = parameters();
        buffers(input).forEach(all::putIfAbsent);
        return with(new Parameters(all));
    }

    /** This network as it is at a step of training. */
    public Network atStep(long step) {
        return withLayers(layer -> layer.atStep(step));
    }

    /** This network as it is after training. */
    public Network forEvaluation() {
        return withLayers(Layer::forEvaluation);
    }

    private Network withLayers(UnaryOperator<Layer> changed) {
        return new Network(layers.stream()
                .map(each -> new BoundLayer(each.entry(), changed.apply(each.layer()), each.parameters())).toList());
    }

    /** This network with other parameters, by name. */
    public Network with(Parameters parameters) {
        List<BoundLayer> bound = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Map<String, Tensor> own = new LinkedHashMap<>();
            String prefix = nameOf(Integer.toString(i), "");
            parameters.tensors().forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    own.put(name.substring(prefix.length()), tensor);
                }
            });
            bound.add(new BoundLayer(layers.get(i).entry(), layers.get(i).layer(), new Parameters(own)));
        }
        return new Network(bound);
    }

    /**
     * What the forward and the backward pass take.
     *
     * @throws InvalidRequestException if the shapes of the layers do not chain
     */
    public Cost cost(Shape input) {
        Cost cost = Cost.NONE;
        Shape current = input;
        for (int i = 0; i < layers.size(); i++) {
            BoundLayer layer = layers.get(i);
            Shape output = outputShape(i, current);
            cost = cost.then(layer.layer().cost(current, output, layer.parameters()));
            current = output;
        }
        return cost;
    }

    /**
     * The shape of the output.
     *
     * @throws InvalidRequestException if the shapes of the layers do not chain
     */
    public Shape outputShape(Shape input) {
        Shape current = input;
        for (int i = 0; i < layers.size(); i++) {
            current = outputShape(i, current);
        }
        return current;
    }

    /**
     * Runs the forward pass.
     *
     * @throws InvalidRequestException if the shapes of the layers do not chain, or a layer does not accept its input
     */
    public Forward forward(Tensor input) {
        List<Layer.Pass> passes = new ArrayList<>();
        Tensor current = input;
        for (int i = 0; i < layers.size(); i++) {
            Layer.Pass pass = forward(i, current);
            passes.add(pass);
            current = pass.output();
        }
        return new Forward(this, input.shape(), passes, current.widened());
    }

    private Layer.Pass forward(int index, Tensor input) {
        Deadline.check();
        BoundLayer layer = layers.get(index);
        Shape output = outputShape(index, input.shape());
        Layer.Pass pass = placingFaults(index, () -> layer.layer().forward(input, layer.parameters()));
        if (!pass.output().shape().equals(output)) {
            throw new IllegalStateException(
                    layer.entry().id() + " returns " + pass.output().shape() + ", not " + output);
        }
        return pass;
    }

    private Shape outputShape(int index, Shape input) {
        return placingFaults(index, () -> outputShape(layers.get(index), input));
    }

    private static <T> T placingFaults(int index, Supplier<T> ofLayer) {
        try {
            return ofLayer.get();
        } catch (InvalidRequestException e) {
            throw e.translated(fault -> placed(fault, index));
        }
    }

    private static Shape outputShape(BoundLayer layer, Shape input) {
        try {
            Shape output = layer.layer().outputShape(input, layer.parameters());
            if (output.elements() <= Layer.LARGEST) {
                return output;
            }
        } catch (ArithmeticException _) {
            // larger still
        }
        throw Layer.misfit(Layer.INPUT, "the output of " + layer.entry().id() + " would have more than " + Layer.LARGEST
                + " values; its input has shape " + input);
    }

    /** The input of the first layer is a field of the request; that of any other layer is not. */
    private static Fault placed(Fault fault, int index) {
        String position = Integer.toString(index);
        if (!fault.field().equals(Layer.INPUT)) {
            return fault.within(LAYERS, position);
        }
        if (index == 0) {
            return fault;
        }
        String at = fault.index().length > 0 ? " (at " + Arrays.toString(fault.index()) + ")" : "";
        return Fault.of(position, fault.detail() + at).within(LAYERS);
    }

    /**
     * The result of a forward pass.
     *
     * @param input the shape of its input
     * @param passes the forward pass of each layer
     * @param output the output of the last layer, or the input if there is none
     */
    public record Forward(Network network, Shape input, List<Layer.Pass> passes, Float64Tensor output) {

        /** The buffers of all layers after the pass, by name. */
        public Map<String, Float64Tensor> buffers() {
            return Network.named(passes.stream().map(Layer.Pass::buffers).toList());
        }

        /**
         * Runs the backward pass: propagates a gradient from the output to the input, layer by layer.
         *
         * @param upstream the gradient of the loss with respect to the output
         */
        public Backward backward(Float64Tensor upstream) {
            List<Float64Tensor> current = new ArrayList<>();
            List<Map<String, Tensor>> gradients = new ArrayList<>();
            Tensor gradient = upstream;
            for (Layer.Pass pass : passes.reversed()) {
                Deadline.check();
                Map<String, Tensor> own = new LinkedHashMap<>();
                Float64Tensor ofOutput = gradient.widened();
                current.add(ofOutput);
                gradients.add(own);
                gradient = pass.backward(ofOutput, own);
            }
            Collections.reverse(current);
            Collections.reverse(gradients);
            return new Backward(current, gradients, gradient);
        }
    }

    /**
     * The result of a backward pass.
     *
     * @param upstream the gradient with respect to the output of each layer
     * @param parameters the gradients with respect to each layer's parameters, by name
     * @param input the gradient with respect to the input of the network
     */
    public record Backward(
        List<Float64Tensor> upstream,
        List<Map<String, Tensor>> parameters,
        Tensor input) {

        /**
         * Adds the gradients of a loss that does not only depend on the output.
         *
         * @param direct its gradients with respect to {@code input} and to parameters, whose names are {@code layers.0.weight}
         */
        public Backward plus(Map<String, Tensor> direct) {
            List<Map<String, Tensor>> sums = new ArrayList<>();
            for (int i = 0; i < parameters.size(); i++) {
                Map<String, Tensor> own = new LinkedHashMap<>();
                String index = Integer.toString(i);
                parameters.get(i).forEach((name, gradient) -> own.put(name,
                        sum(gradient, direct.get(nameOf(index, name)))));
                sums.add(own);
            }
            return new Backward(upstream, sums, sum(input, direct.get(Layer.INPUT)));
        }

        /** The gradients with respect to the parameters of all layers, by name. */
        public Map<String, Tensor> named() {
            return Network.named(parameters);
        }

        private static Tensor sum(Tensor gradient, @Nullable Tensor direct) {
            return direct == null ? gradient : Float64Tensor.sum(gradient, direct);
        }
    }

    /** The name of a parameter for a loss: {@code layers.0.weight}. */
    public static String nameOf(String layer, String parameter) {
        return String.join(".", LAYERS, layer, parameter);
    }
}
