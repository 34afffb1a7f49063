package dev.nabla.codec.json;

import dev.nabla.request.Field;
import dev.nabla.tensor.Shape;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Elements of a tensor that is Boolean if its first element is, and numeric otherwise. */
final class UntypedElements implements TensorElements {

    private final BooleanElements booleans;
    private TensorElements chosen;
    private boolean isChosen;

    UntypedElements(NumberElements numbers, BooleanElements booleans) {
        this.chosen = numbers;
        this.booleans = booleans;
    }

    @Override
    public String elementName() {
        return chosen.elementName();
    }

    @Override
    public @Nullable String read(int token) throws IOException {
        if (!isChosen && (token == 't' || token == 'f')) {
            chosen = booleans;
        }
        isChosen = true;
        return chosen.read(token);
    }

    @Override
    public int readMany(int most) {
        int count = chosen.readMany(most);
        isChosen |= count > 0;
        return count;
    }

    @Override
    public Field field(String name, Shape shape) {
        return chosen.field(name, shape);
    }

    @Override
    public int firstOutOfFloat32Range() {
        return chosen.firstOutOfFloat32Range();
    }
}
