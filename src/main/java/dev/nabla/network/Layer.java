package dev.nabla.network;

import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * One step of a network: it turns a tensor into another, and the gradient of the one into the gradient of the other.
 *
 * <p>A layer is a record in {@code dev.nabla.network.layer}. Its components are its options, its no-argument constructor
 * states their defaults, and {@link LayerDefinition} says what it is. What it learns comes with each call.
 *
 * <p>Faults that a layer throws are relative to it: their field is a parameter, an option, or {@link #INPUT}.
 */
public interface Layer {

    /** What the fault of a layer calls the tensor that reaches it. */
    String INPUT = "input";

    /** Numbers of the largest tensor that a layer makes: more than a request of the largest size can send. */
    int LARGEST = 1 << 27;

    /** The tensors that it needs beside its input. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /**
     * The shape of the output.
     *
     * @param input the shape of what reaches it
     * @param parameters its parameters, of which optional ones may be missing
     * @throws InvalidRequestException if the shapes do not fit one another
     * @throws ArithmeticException if there would be more numbers than an array holds
     */
    Shape outputShape(Shape input, Parameters parameters);

    /**
     * Computes the output of an input of a shape that fits.
     *
     * @throws InvalidRequestException if a number is not one that it takes
     */
    Pass forward(Tensor input, Parameters parameters);

    /** A parameter, option or input of a shape that does not fit. */
    static InvalidRequestException misfit(String field, String detail) {
        return new InvalidRequestException(Fault.of(field, detail));
    }

    /** What a forward pass leaves. */
    interface Pass {

        Float64Tensor output();

        /**
         * The gradient with respect to the input, by the chain rule; in float64, or stored as the input is.
         *
         * @param upstream the gradient with respect to the output, in its shape
         * @param gradients takes the gradient with respect to each parameter that was sent and has one, in its
         *     shape; in float64, or stored as the parameter is
         */
        Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients);
    }
}
