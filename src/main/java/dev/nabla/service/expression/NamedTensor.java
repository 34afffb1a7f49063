package dev.nabla.service.expression;

import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;

/**
 * A tensor that formulas use by its name.
 *
 * @param numbers its elements
 * @param owner the path of the object that holds it in the request
 * @param role what it is to the loss
 */
public record NamedTensor(Field.Numbers numbers, List<String> owner, Role role) {

    /** What a tensor is to a loss. */
    public enum Role {

        /** An input, rounded to the {@code dtype} of the request, with a gradient. */
        INPUT,

        /** A parameter in float64, with a gradient if a request asks for it. */
        PARAMETER,

        /** A part of a network, which a loss need not use. */
        NETWORK
    }

    public Shape shape() {
        return numbers.shape();
    }

    /**
     * Its elements, given the {@code dtype} of the request.
     *
     * @throws dev.nabla.request.InvalidRequestException if a number is out of range for it
     */
    public Tensor tensor(DType dtype) {
        return numbers.as(role == Role.PARAMETER ? DType.FLOAT64 : dtype);
    }

    /** A fault of it, whose path begins with its name, at its place in the request. */
    public Fault placed(Fault fault) {
        return fault.within(owner.toArray(String[]::new));
    }
}
