package dev.nabla.tensor;

/** Numbers in row-major order under a shape. Its arrays are shared, not copied: whoever makes one gives them away. */
public sealed interface Tensor permits Float64Tensor, Float32Tensor {

    Shape shape();

    DType dtype();

    /** The number at a position in row-major order, widened to float64. */
    double get(int position);

    /** Whether there is neither an infinity nor NaN. Looks at each number, without a branch. */
    boolean isFinite();

    /** The first position of an infinity or NaN; -1 if there is none. */
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

    /** Stores a number, rounded to {@link #dtype()}, at a position in row-major order. */
    void set(int position, double value);

    /** Widens {@code count} numbers from {@code position} on into {@code into}, which they fill from 0. */
    default void read(int position, double[] into, int count) {
        read(position, 1, into, 0, count);
    }

    /** Widens numbers from {@code position} on, so far apart, to the places of {@code into} from one up to another. */
    void read(int position, int stride, double[] into, int from, int to);

    /** Stores the first {@code count} numbers of {@code from}, rounded to {@link #dtype()}, from {@code position} on. */
    default void write(int position, double[] from, int count) {
        write(position, 1, from, 0, count);
    }

    /** Stores numbers of {@code values} from one place up to another, rounded, from {@code position} on, so far apart. */
    void write(int position, int stride, double[] values, int from, int to);

    /** The same numbers in float64. */
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

    /** A tensor that holds anything, from the current {@link Storage}. */
    static Tensor uninitialized(Shape shape, DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> new Float64Tensor(shape, Storage.doubles(shape.elements()));
            case FLOAT32 -> new Float32Tensor(shape, Storage.floats(shape.elements()));
        };
    }

    /** A bare number. */
    static Tensor scalar(double value, DType dtype) {
        Tensor tensor = uninitialized(Shape.SCALAR, dtype);
        tensor.set(0, value);
        return tensor;
    }
}
