package dev.nabla.codec.json;

import dev.nabla.request.Field;
import dev.nabla.tensor.Shape;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The elements of a tensor in the making, in row-major order. */
sealed interface TensorElements permits NumberElements, BooleanElements {

    /** What one of them is, for a message: {@code a number}. */
    String one();

    /**
     * Reads a value that is not an array.
     *
     * @return what is wrong with it; null if it is an element and was added
     */
    @Nullable
    String read(int token) throws IOException;

    /**
     * Reads elements that follow one another, as far as they are common ones and lie in the buffer; stops behind the last.
     *
     * @return how many, no more than {@code most}; often none, and never a sign that something is wrong
     */
    int readMany(int most);

    /** The tensor of all elements. */
    Field field(String name, Shape shape);

    /** The position of the first element that float32 cannot hold though float64 can, or -1. */
    int firstBeyondFloat32();

    /** The complaint about one more than an array can hold. */
    static String tooMany() {
        return "a tensor may have at most " + ArrayGrowth.LONGEST + " elements";
    }
}
