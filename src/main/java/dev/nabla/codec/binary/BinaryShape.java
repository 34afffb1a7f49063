package dev.nabla.codec.binary;

import dev.nabla.request.Excerpt;
import dev.nabla.tensor.Shape;
import java.util.Arrays;

/** Shapes as binary forms declare them, before there are elements. */
public final class BinaryShape {

    /** The most axes of a tensor. */
    public static final int MAX_RANK = 64;

    private BinaryShape() {}

    /**
     * The shape with these sizes.
     *
     * @param name the name of the tensor, for messages
     * @throws MalformedTensorsException if a size is negative, or there are too many axes or elements
     */
    public static Shape of(String name, long... sizes) {
        if (sizes.length > MAX_RANK) {
            throw malformed(name, "has " + sizes.length + " axes, more than the limit of " + MAX_RANK);
        }
        int[] axes = new int[sizes.length];
        long elements = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            long size = sizes[axis];
            if (size < 0) {
                throw malformed(name, "has the negative size " + size + " in its shape " + Arrays.toString(sizes));
            }
            if (size > Integer.MAX_VALUE || elements * size > Integer.MAX_VALUE) {
                throw malformed(name, "has more than " + Integer.MAX_VALUE + " elements in its shape "
                        + Arrays.toString(sizes));
            }
            elements *= size;
            axes[axis] = (int) size;
        }
        return Shape.of(axes);
    }

    private static MalformedTensorsException malformed(String name, String detail) {
        return new MalformedTensorsException(name, "the tensor " + Excerpt.of(name) + " " + detail);
    }
}
