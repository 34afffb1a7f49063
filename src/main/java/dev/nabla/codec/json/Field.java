package dev.nabla.codec.json;

import dev.nabla.request.Fault;
import dev.nabla.request.Literal;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What a field of a request turned out to hold. */
public sealed interface Field permits Numbers, Field.Booleans, Field.Option, Field.Members, Field.Items,
        Field.Unknown, Field.Faulty {

    /** A tensor of {@code true} and {@code false}. */
    record Booleans(BooleanTensor tensor) implements Field {}

    /** The value of an option; also the {@code null} that stands where a tensor might. */
    record Option(Literal value) implements Field {}

    /** The fields of an object, in document order. The places of their faults are relative to the object. */
    record Members(SequencedMap<String, Field> fields) implements Field {}

    /** What an array of objects holds; the name of each in the place of a fault is its index. */
    record Items(List<Field> each) implements Field {}

    /** JSON under a name that nobody asked for. */
    record Unknown() implements Field {}

    /**
     * JSON that is not what the field should hold.
     *
     * @param fault the first thing wrong in document order
     * @param float32Fault a number before it that float32 cannot hold, a fault in that {@code dtype} only
     */
    record Faulty(Fault fault, @Nullable Fault float32Fault) implements Field {

        /** The first thing wrong in document order where tensors are stored in this {@code dtype}. */
        public Fault in(DType dtype) {
            return dtype == DType.FLOAT32 && float32Fault != null ? float32Fault : fault;
        }
    }
}
