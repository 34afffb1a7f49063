package dev.nabla.service.expression;

import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A tensor that formulas use by its name.
 *
 * @param numbers its elements
 * @param path where it is in the request
 * @param role what it is to the loss
 */
public record NamedTensor(Field.Numbers numbers, List<String> path, Role role) {

    /** What a tensor is to a loss. */
    public enum Role {

        /** An input, rounded to the {@code dtype} of the request, with a gradient. */
        INPUT,

        /** A parameter in float64, with a gradient if a request asks for it. */
        PARAMETER,

        /** A parameter of a network, which a loss need not use. */
        NETWORK_PARAMETER,

        /** The input or output of a network, which a loss need not use. */
        NETWORK_SAMPLES;

        /** Whether it is the same for all samples. */
        public boolean isParameter() {
            return this == PARAMETER || this == NETWORK_PARAMETER;
        }

        /** Whether it belongs to a network. */
        public boolean isOfNetwork() {
            return this == NETWORK_PARAMETER || this == NETWORK_SAMPLES;
        }
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
        List<String> rest = fault.path().subList(1, fault.path().size());
        return new Fault(Stream.concat(path.stream(), rest.stream()).toList(), fault.index(), fault.detail());
    }

    /** A fault at its place in the request, if it is one of these tensors. */
    public static Fault placed(Fault fault, Map<String, NamedTensor> tensors) {
        NamedTensor tensor = tensors.get(fault.topField());
        return tensor == null ? fault : tensor.placed(fault);
    }

    /** The same tensor in an object of another request, whose path is {@code outer}. */
    public NamedTensor within(String outer) {
        return new NamedTensor(numbers, Stream.concat(Stream.of(outer), path.stream()).toList(), role);
    }
}
