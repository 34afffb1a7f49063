package dev.nabla.tensor;

import java.util.Arrays;

/**
 * The size of a tensor along each of its axes; {@code []} is the shape of a scalar.
 *
 * <p>Sizes are not negative and their product, the number of elements, fits an {@code int}.
 */
public final class Shape {

    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] sizes;
    private final int elements;

    private Shape(int[] sizes) {
        this.sizes = sizes;
        this.elements = product(sizes);
    }

    /**
     * Creates a shape.
     *
     * @throws IllegalArgumentException if a size is negative
     * @throws ArithmeticException if the number of elements overflows
     */
    public static Shape of(int... sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    private static int product(int[] sizes) {
        int product = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in " + Arrays.toString(sizes));
            }
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    public int rank() {
        return sizes.length;
    }

    /** The size along an axis, which may be negative to count from the end. */
    public int size(int axis) {
        return sizes[axis < 0 ? axis + sizes.length : axis];
    }

    /** The number of elements. */
    public int elements() {
        return elements;
    }

    /** This shape with another size along one axis. */
    public Shape with(int axis, int size) {
        int[] changed = sizes.clone();
        changed[axis] = size;
        return new Shape(changed);
    }

    /** This shape without one axis. */
    public Shape without(int axis) {
        int[] rest = new int[sizes.length - 1];
        System.arraycopy(sizes, 0, rest, 0, axis);
        System.arraycopy(sizes, axis + 1, rest, axis, rest.length - axis);
        return new Shape(rest);
    }

    /** This shape with an additional last axis. */
    public Shape append(int size) {
        int[] longer = Arrays.copyOf(sizes, sizes.length + 1);
        longer[sizes.length] = size;
        return new Shape(longer);
    }

    /** The distance between neighbors along an axis: the product of the sizes of the axes after it. */
    public int stride(int axis) {
        int stride = 1;
        for (int i = axis + 1; i < sizes.length; i++) {
            stride *= sizes[i];
        }
        return stride;
    }

    /** The index along each axis of the element at a row-major position. */
    public int[] indexOf(int position) {
        int[] index = new int[sizes.length];
        int rest = position;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            index[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** The sizes in brackets, for instance {@code [2, 3]}. */
    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
