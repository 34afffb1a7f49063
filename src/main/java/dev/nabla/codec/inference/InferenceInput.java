package dev.nabla.codec.inference;

import dev.nabla.codec.binary.ElementReader;
import dev.nabla.codec.binary.ElementType;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import java.io.IOException;

/** An input tensor of a request, whose elements have not been read yet if they are binary. */
public record InferenceInput(String name, ElementType type, Shape shape, Content content) {

    /** Where the elements are. */
    public sealed interface Content {

        /** The elements of an input, for a field of this kind. */
        Field read(InferenceInput input, FieldKind.Value kind, DType dtype) throws IOException;

        /** The memory that is still to be taken for them, in bytes. */
        long memory(InferenceInput input, FieldKind.Value kind, DType dtype);
    }

    /**
     * Elements that were sent as text, or by the type of a message: flat, or nested in the shape.
     *
     * @param field numbers or Booleans
     */
    public record Typed(Field field) implements Content {

        @Override
        public Field read(InferenceInput input, FieldKind.Value kind, DType dtype) {
            return new TypedElements(input.name, input.type, input.shape).as(kind, field);
        }

        @Override
        public long memory(InferenceInput input, FieldKind.Value kind, DType dtype) {
            return 0;
        }
    }

    /** Elements that come next in binary data. */
    public record Binary(ElementReader reader) implements Content {

        @Override
        public Field read(InferenceInput input, FieldKind.Value kind, DType dtype) throws IOException {
            return reader.read(input.name, kind, input.type, input.shape, dtype);
        }

        @Override
        public long memory(InferenceInput input, FieldKind.Value kind, DType dtype) {
            return ElementReader.memory(kind, input.type, input.shape, dtype);
        }
    }

    /** The elements for a field of this kind. */
    Field as(FieldKind.Value kind, DType dtype) throws IOException {
        return content.read(this, kind, dtype);
    }

    /** The memory that is still to be taken for the elements, in bytes. */
    long memory(FieldKind.Value kind, DType dtype) {
        return content.memory(this, kind, dtype);
    }
}
