package dev.nabla.codec.json;

import dev.nabla.request.Field;
import dev.nabla.request.Literal;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Elements of a Boolean tensor: {@code true} or {@code false}, not 0 or 1. */
final class BooleanElements implements TensorElements {

    private final ValueReader values;
    private boolean[] elements = new boolean[8];
    private int size;

    BooleanElements(ValueReader values) {
        this.values = values;
    }

    @Override
    public String elementName() {
        return "true or false";
    }

    @Override
    public @Nullable String read(int token) throws IOException {
        Literal value = values.skip();
        if (!(value instanceof Literal.Flag flag)) {
            return "expected true or false, found " + value.kind();
        }
        if (size == ArrayGrowth.MAX_LENGTH) {
            return TensorElements.tooMany();
        }
        add(flag.value());
        return null;
    }

    @Override
    public int readMany(int most) {
        return 0;
    }

    private void add(boolean value) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, ArrayGrowth.capacity(size, size + 1));
        }
        elements[size++] = value;
    }

    @Override
    public Field field(String name, Shape shape) {
        boolean[] exact = size == elements.length ? elements : Arrays.copyOf(elements, size);
        return new Field.Booleans(new BooleanTensor(shape, exact));
    }

    @Override
    public int firstOutOfFloat32Range() {
        return -1;
    }
}
