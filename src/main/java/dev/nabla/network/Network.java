package dev.nabla.network;

import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stack of layers, each fed with the output of the one before.
 *
 * @param stages the layers with their parameters, the first first
 */
public record Network(List<BoundLayer> stages) {

    /** Where the layers of a request lie. */
    public static final String LAYERS = "layers";

    /**
     * Feeds an input through all layers.
     *
     * @throws InvalidRequestException if the shapes of the layers do not chain, or a layer cannot take what reaches it
     */
    public Forward forward(Tensor input) {
        List<Layer.Pass> passes = new ArrayList<>();
        Tensor reached = input;
        for (int i = 0; i < stages.size(); i++) {
            Layer.Pass pass = forward(i, reached);
            passes.add(pass);
            reached = pass.output();
        }
        return new Forward(this, passes, reached.widened());
    }

    private Layer.Pass forward(int index, Tensor input) {
        BoundLayer stage = stages.get(index);
        try {
            Shape output = outputShape(stage, input.shape());
            Layer.Pass pass = stage.layer().forward(input, stage.parameters());
            if (!pass.output().shape().equals(output)) {
                throw new IllegalStateException(
                        stage.entry().id() + " answers " + pass.output().shape() + ", not " + output);
            }
            return pass;
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(e.faults().stream().map(fault -> placed(fault, index)).toList());
        }
    }

    private static Shape outputShape(BoundLayer stage, Shape input) {
        try {
            Shape output = stage.layer().outputShape(input, stage.parameters());
            if (output.elements() <= Layer.LARGEST) {
                return output;
            }
        } catch (ArithmeticException _) {
            // larger still
        }
        throw Layer.misfit(Layer.INPUT, "the output of " + stage.entry().id() + " would have more than " + Layer.LARGEST
                + " numbers; what reaches it has the shape " + input);
    }

    /** The input of the first layer is the request's; that of another is no place in the request. */
    private static Fault placed(Fault fault, int index) {
        String layer = Integer.toString(index);
        if (!fault.field().equals(Layer.INPUT)) {
            return fault.within(LAYERS, layer);
        }
        if (index == 0) {
            return fault;
        }
        String at = fault.index().length > 0 ? " (at " + Arrays.toString(fault.index()) + ")" : "";
        return Fault.of(layer, fault.detail() + at).within(LAYERS);
    }

    /**
     * A network that was fed.
     *
     * @param passes what each layer left
     * @param output the output of the last layer, or the input if there is none
     */
    public record Forward(Network network, List<Layer.Pass> passes, Float64Tensor output) {

        /**
         * Carries a gradient from the output back to the input, layer by layer.
         *
         * @param upstream the gradient of the loss with respect to the output
         */
        public Backward backward(Float64Tensor upstream) {
            List<Float64Tensor> reached = new ArrayList<>();
            List<Map<String, Tensor>> gradients = new ArrayList<>();
            Tensor gradient = upstream;
            for (Layer.Pass pass : passes.reversed()) {
                Map<String, Tensor> own = new LinkedHashMap<>();
                Float64Tensor ofOutput = gradient.widened();
                reached.add(ofOutput);
                gradients.add(own);
                gradient = pass.backward(ofOutput, own);
            }
            Collections.reverse(reached);
            Collections.reverse(gradients);
            return new Backward(reached, gradients, gradient);
        }
    }

    /**
     * What a gradient left on its way back.
     *
     * @param upstream the gradient that reached each layer, with respect to its output
     * @param parameters the gradients with respect to each layer's parameters, by name
     * @param input the gradient with respect to the input of the network
     */
    public record Backward(
        List<Float64Tensor> upstream,
        List<Map<String, Tensor>> parameters,
        Tensor input) {}
}
