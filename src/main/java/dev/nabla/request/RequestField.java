package dev.nabla.request;

import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/** What a field of a request holds, whatever form it came in. */
public sealed interface RequestField {

    /**
     * Numbers that are rounded once the dtype is known.
     *
     * @param as rounds them; throws {@code InvalidRequestException} if one is beyond the dtype's range
     */
    record Numbers(Shape shape, Function<DType, Tensor> as) implements RequestField {}

    record Booleans(BooleanTensor tensor) implements RequestField {}

    /** The value of an option; also a null that stands for a tensor. */
    record Option(Literal value) implements RequestField {}

    /** The fields of an object; the places of their faults are relative to it. */
    record Members(SequencedMap<String, RequestField> fields) implements RequestField {}

    /** The objects of an array. */
    record Items(List<RequestField> each) implements RequestField {}

    /** A field that no request to the loss has. */
    record Unknown() implements RequestField {}

    /** Something else than the field should hold; what is wrong may depend on the dtype. */
    record Faulty(Function<DType, Fault> in) implements RequestField {}
}
