package dev.nabla.codec.json;

import dev.nabla.request.Field;
import dev.nabla.tensor.Shape;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Collects the elements of a tensor that is being read, in row-major order. */
sealed interface TensorElements permits NumberElements, BooleanElements, UntypedElements {

    /** The name of an element for messages: {@code a number}. */
    String elementName();

    /**
     * Reads a value that is not an array.
     *
     * @return what is wrong with it; null if it was added
     */
    @Nullable
    String read(int token) throws IOException;

    /**
     * Reads consecutive elements of a common form from the buffer; stops after the last.
     *
     * @return their number, at most {@code most}; 0 is not an error
     */
    int readMany(int most);

    /** The tensor of all elements. */
    Field field(String name, Shape shape);

    /** The position of the first element that is out of range for float32, but not for float64; -1 if there is none. */
    int firstOutOfFloat32Range();

    /** The message for more elements than an array can hold. */
    static String tooMany() {
        return "a tensor may have at most " + ArrayGrowth.MAX_LENGTH + " elements";
    }
}
