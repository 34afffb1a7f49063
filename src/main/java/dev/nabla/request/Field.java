package dev.nabla.request;

import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a request field, independent of the request's media type. */
public sealed interface Field {

    /** A numeric tensor. Each number is rounded once, to the {@code dtype} that is known when all of the request is read. */
    non-sealed interface Numbers extends Field {

        Shape shape();

        /**
         * The tensor in a {@code dtype}. It may share its array with tensors returned earlier.
         *
         * @throws InvalidRequestException if a number is out of range for the {@code dtype}
         */
        Tensor as(DType dtype);
    }

    /** A tensor that the service computed; it is not rounded. */
    record Computed(Tensor tensor) implements Numbers {

        @Override
        public Shape shape() {
            return tensor.shape();
        }

        @Override
        public Tensor as(DType dtype) {
            return tensor;
        }
    }

    /** A Boolean tensor. */
    record Booleans(BooleanTensor tensor) implements Field {}

    /** The value of an option, or {@code null} instead of a tensor. */
    record Option(Literal value) implements Field {}

    /** An object. The paths of faults in it are relative to it. */
    record Members(Fields fields) implements Field {}

    /** An array of objects. The path of a fault in an element begins with its index. */
    record Items(List<Field> each) implements Field {}

    /** A field that is not part of the request's schema. */
    record Unknown() implements Field {}

    /**
     * A field whose content is invalid.
     *
     * @param fault the first fault in document order
     * @param float32Fault an earlier fault that exists in float32 only: a number out of its range
     */
    record Faulty(Fault fault, @Nullable Fault float32Fault) implements Field {

        public Faulty(Fault fault) {
            this(fault, null);
        }

        /** The first fault in document order, given the {@code dtype} of the tensors. */
        public Fault in(DType dtype) {
            return dtype == DType.FLOAT32 && float32Fault != null ? float32Fault : fault;
        }
    }
}
