package dev.nabla.request;

import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a field of a request holds, whatever form it came in. */
public sealed interface Field {

    /** A tensor of numbers, each rounded once, to the {@code dtype} that the request turns out to ask for. */
    non-sealed interface Numbers extends Field {

        Shape shape();

        /**
         * The numbers in a {@code dtype}. The tensor may share its array with others that were asked for.
         *
         * @throws InvalidRequestException if a number is beyond the range of the {@code dtype}
         */
        Tensor as(DType dtype);
    }

    /** A tensor that the service computed itself; no {@code dtype} rounds it. */
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

    /** A tensor of {@code true} and {@code false}. */
    record Booleans(BooleanTensor tensor) implements Field {}

    /** The value of an option; also a {@code null} in place of a tensor. */
    record Option(Literal value) implements Field {}

    /** The fields of an object. The places of their faults are relative to it. */
    record Members(Fields fields) implements Field {}

    /** The elements of an array of objects. The place of an element's fault begins with its index. */
    record Items(List<Field> each) implements Field {}

    /** A field that the request does not have. */
    record Unknown() implements Field {}

    /**
     * Something other than what the field holds.
     *
     * @param fault the first fault in document order
     * @param float32Fault a number before it that float32 cannot hold, which is a fault in that {@code dtype} only
     */
    record Faulty(Fault fault, @Nullable Fault float32Fault) implements Field {

        public Faulty(Fault fault) {
            this(fault, null);
        }

        /** The first fault in document order where tensors are stored in this {@code dtype}. */
        public Fault in(DType dtype) {
            return dtype == DType.FLOAT32 && float32Fault != null ? float32Fault : fault;
        }
    }
}
