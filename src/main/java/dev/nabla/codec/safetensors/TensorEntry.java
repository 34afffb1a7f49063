package dev.nabla.codec.safetensors;

import dev.nabla.codec.binary.ElementType;
import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.request.Excerpt;
import dev.nabla.tensor.Shape;
import java.util.Comparator;

/** A tensor that a header announces: its bytes are those from {@code begin} to {@code end} after the header. */
record TensorEntry(String name, ElementType type, Shape shape, long begin, long end) {

    static final Comparator<TensorEntry> ORDER_OF_BYTES = Comparator.comparingLong(TensorEntry::begin)
            .thenComparingLong(TensorEntry::end);

    /** The exception for this tensor; {@code detail} completes "the tensor x …". */
    MalformedTensorsException malformed(String detail) {
        return malformed(name, detail);
    }

    static MalformedTensorsException malformed(String name, String detail) {
        return new MalformedTensorsException(name, "the tensor " + Excerpt.of(name) + " " + detail);
    }
}
