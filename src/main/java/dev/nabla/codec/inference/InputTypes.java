package dev.nabla.codec.inference;

import dev.nabla.codec.binary.ElementType;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The datatypes and shapes of inputs, as every form of the protocol writes them. */
public final class InputTypes {

    private static final String ALL = Arrays.stream(ElementType.values()).map(ElementType::inferenceName)
            .collect(Collectors.joining(", "));

    private InputTypes() {}

    /**
     * The datatype with a name.
     *
     * @throws InvalidRequestException if there is none
     */
    public static ElementType type(String input, String datatype) {
        return ElementType.ofInference(datatype)
                .orElseThrow(
                        () -> fault(input, "the datatype must be one of " + ALL + ", got " + Excerpt.of(datatype)));
    }

    /**
     * Requires a datatype that has a form in text and in messages.
     *
     * @throws InvalidRequestException if it has only a binary one
     */
    public static void requireTyped(String input, ElementType type) {
        if (type == ElementType.FLOAT16 || type == ElementType.BFLOAT16) {
            throw fault(input, type.inferenceName() + " has no form but binary data; send that, or FP32");
        }
    }

    /** The size of a tensor in binary form. */
    public static long bytes(ElementType type, Shape shape) {
        return (long) shape.elements() * type.bytes();
    }

    static InvalidRequestException fault(String input, String detail) {
        return new InvalidRequestException(Fault.of(input, detail));
    }
}
