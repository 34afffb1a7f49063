package dev.nabla.codec.safetensors;

import dev.nabla.codec.binary.ElementReader;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.tensor.DType;
import java.io.IOException;

/** A tensor of a file as a field of a request. */
record TensorField(TensorEntry tensor, FieldPath path, FieldTree.Leaf leaf) {

    TensorField(TensorEntry tensor, FieldKinds kinds) {
        this(tensor, FieldPath.of(tensor.name(), kinds), new FieldTree.Leaf());
    }

    /** The memory that it takes once it is read, in bytes. */
    long memory(DType dtype) {
        return ElementReader.memory(value(), tensor.type(), tensor.shape(), dtype);
    }

    /** Reads it, and fills its place. */
    void read(ElementReader elements, DType dtype) throws IOException {
        Field field = elements.read(path.name(), value(), tensor.type(), tensor.shape(), dtype);
        leaf.field = switch (path.kind()) {
            case FieldKind.Members _,FieldKind.Items _ -> new Field.Faulty(Fault.of(path.name(),
                    Excerpt.of(path.name()) + " is not a tensor; name those in it " + Excerpt.of(tensor.name())
                            + ".NAME"));
            default -> field;
        };
    }

    /** The kind as which it is read. */
    private FieldKind.Value value() {
        return switch (path.kind()) {
            case FieldKind.Value value -> value;
            case FieldKind.TensorOrMembers _ -> FieldKind.Value.EXACT;
            case FieldKind.OptionOrMembers _ -> FieldKind.Value.OPTION;
            case FieldKind.Members _,FieldKind.Items _ -> FieldKind.Value.UNKNOWN;
        };
    }
}
