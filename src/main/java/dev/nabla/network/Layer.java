package dev.nabla.network;

import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A layer of a network: computes an output from an input, and the gradient of the input from that of the output.
 *
 * <p>A layer is a record in {@code dev.nabla.network.layer}. Its components are its options, its no-argument
 * constructor states their defaults, and {@link LayerDefinition} says what it is. Its parameters come with each call.
 *
 * <p>Faults that a layer throws are relative to it: their field is a parameter, an option, or {@link #INPUT}.
 */
public interface Layer {

    /** The field name of faults in the layer's input. */
    String INPUT = "input";

    /** The field of a layer that names its parameters: an object of tensors. */
    String PARAMETERS = "parameters";

    /** The maximum number of elements of a tensor that a layer creates: more than the largest request can contain. */
    int LARGEST = 1 << 27;

    /** The tensors that it needs in addition to its input. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** Whether requests name its parameters, in {@link #PARAMETERS}; they may have any shape. */
    default boolean namesItsParameters() {
        return false;
    }

    /**
     * The shape of the output.
     *
     * @param input the shape of the input
     * @param parameters its parameters, of which optional ones may be missing
     * @throws InvalidRequestException if the shapes do not fit one another
     * @throws ArithmeticException if there would be more elements than an array can hold
     */
    Shape outputShape(Shape input, Parameters parameters);

    /**
     * What the forward and the backward pass take, estimated from shapes that fit. The default is for layers that do a few
     * operations per element.
     *
     * @param input the shape of the input
     * @param output the shape of the output
     */
    default Cost cost(Shape input, Shape output, Parameters parameters) {
        return ofElements(input, output);
    }

    /** What a layer takes that does a few operations per element: input, output, their gradients, and a buffer. */
    static Cost ofElements(Shape input, Shape output) {
        long elements = (long) input.elements() + output.elements();
        return Cost.retained(2 * elements).plus(Cost.scratch(elements)).plus(Cost.operations(20 * elements));
    }

    /**
     * Computes the output for an input whose shape fits.
     *
     * @throws InvalidRequestException if an element is outside the domain of the layer
     */
    Pass forward(Tensor input, Parameters parameters);

    /**
     * Its buffers before a pass, by name: tensors that the pass updates, such as running statistics. Those that are not given
     * have their initial values.
     *
     * @param input the shape of the input
     */
    default Map<String, Float64Tensor> buffers(Shape input, Parameters parameters) {
        return Map.of();
    }

    /** This layer as it is at a step of training: with the random numbers of that step. */
    default Layer atStep(long step) {
        return this;
    }

    /** This layer as it is after training: with its buffers in place of what it computes from the batch. */
    default Layer forEvaluation() {
        return this;
    }

    /** A parameter, option or input of a shape that does not fit. */
    static InvalidRequestException misfit(String field, String detail) {
        return new InvalidRequestException(Fault.of(field, detail));
    }

    /** The result of a forward pass, from which the backward pass is computed. */
    interface Pass {

        Float64Tensor output();

        /** The buffers of the layer after the pass, by name; none if it updates none. */
        default Map<String, Float64Tensor> buffers() {
            return Map.of();
        }

        /**
         * The gradient with respect to the input, by the chain rule; in float64, or stored as the input is.
         *
         * @param upstream the gradient with respect to the output, in its shape
         * @param gradients receives the gradient with respect to each parameter that was given and has one, in its
         *     shape; in float64, or stored as the parameter is
         */
        Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients);
    }
}
