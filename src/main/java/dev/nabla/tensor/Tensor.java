package dev.nabla.tensor;

/** A tensor of numbers in row-major order. It takes ownership of its array, which is not copied. */
public sealed interface Tensor permits Float64Tensor, Float32Tensor {

    Shape shape();

    DType dtype();

    /** The element at a row-major position, widened to float64. */
    double get(int position);

    /** Whether all elements are finite. Reads every element, without branches. */
    boolean isFinite();

    /** The first position of an infinity or NaN; -1 if all elements are finite. */
    default int firstNotFinite() {
        if (isFinite()) {
            return -1;
        }
        int position = 0;
        while (Double.isFinite(get(position))) {
            position++;
        }
        return position;
    }

    /** Stores a value, rounded to {@link #dtype()}, at a row-major position. */
    void set(int position, double value);

    /**
     * Copies {@code count} elements, starting at {@code position}, to the start of {@code target}, widened to float64.
     */
    default void read(int position, double[] target, int count) {
        read(position, 1, target, 0, count);
    }

    /**
     * Copies every {@code stride}-th element, starting at {@code position}, to {@code target[from]} to
     * {@code target[to - 1]}, widened to float64.
     */
    void read(int position, int stride, double[] target, int from, int to);

    /**
     * Stores the first {@code count} values of {@code source}, rounded to {@link #dtype()}, starting at
     * {@code position}.
     */
    default void write(int position, double[] source, int count) {
        write(position, 1, source, 0, count);
    }

    /**
     * Stores {@code source[from]} to {@code source[to - 1]}, rounded to {@link #dtype()}, to every {@code stride}-th
     * element, starting at {@code position}.
     */
    void write(int position, int stride, double[] source, int from, int to);

    /** This tensor in float64; itself if it is stored so. */
    Float64Tensor widened();

    /** The same numbers, rounded to a {@code dtype}; this tensor if it is of that already. */
    default Tensor in(DType dtype) {
        if (dtype() == dtype) {
            return this;
        }
        Tensor rounded = uninitialized(shape(), dtype);
        rounded.write(0, widened().values(), shape().elements());
        return rounded;
    }

    /** A tensor of zeros. */
    static Tensor zeros(Shape shape, DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> new Float64Tensor(shape, new double[shape.elements()]);
            case FLOAT32 -> new Float32Tensor(shape, new float[shape.elements()]);
        };
    }

    /** A tensor with unspecified contents, from the current {@link Storage}. */
    static Tensor uninitialized(Shape shape, DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> new Float64Tensor(shape, Storage.doubles(shape.elements()));
            case FLOAT32 -> new Float32Tensor(shape, Storage.floats(shape.elements()));
        };
    }

    /** A tensor without axes. */
    static Tensor scalar(double value, DType dtype) {
        Tensor tensor = uninitialized(Shape.SCALAR, dtype);
        tensor.set(0, value);
        return tensor;
    }
}
