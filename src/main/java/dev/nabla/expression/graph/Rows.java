package dev.nabla.expression.graph;

import dev.nabla.tensor.Shape;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The rows of a tensor along some axes: the elements that differ only in their index there, in row-major order.
 *
 * @param count how many rows there are
 * @param length the number of elements in each
 */
public record Rows(Shape shape, Axes axes, int count, int length, int[] starts, int[] offsets) {

    public static Rows of(Shape shape, Axes axes) {
        int[] others = IntStream.range(0, shape.rank()).filter(axis -> !axes.each().contains(axis)).toArray();
        int[] own = axes.each().stream().mapToInt(Integer::intValue).toArray();
        boolean isTrailing = own.length == 0 || own[0] == shape.rank() - own.length;
        int length = axes.count(shape);
        int count = IntStream.of(others).map(shape::size).reduce(1, Math::multiplyExact);
        return new Rows(shape, axes, count, length, isTrailing ? new int[0] : positions(shape, others),
                isTrailing ? new int[0] : positions(shape, own));
    }

    /** The positions of the elements whose index is 0 along all other axes. */
    private static int[] positions(Shape shape, int... axes) {
        int[] positions = {0};
        for (int axis : axes) {
            int stride = shape.stride(axis);
            int size = shape.size(axis);
            positions = IntStream.of(positions).flatMap(p -> IntStream.range(0, size).map(i -> p + i * stride))
                    .toArray();
        }
        return positions;
    }

    /** Whether rows are contiguous. */
    public boolean areContiguous() {
        return offsets.length == 0;
    }

    /** The position in the tensor of an element of a row. */
    public int position(int row, int element) {
        return areContiguous() ? row * length + element : starts[row] + offsets[element];
    }

    /** The position in the tensor of the first element of a row. */
    public int start(int row) {
        return areContiguous() ? row * length : starts[row];
    }

    /** Copies a row. */
    public void read(int row, double[] tensor, double[] into) {
        if (areContiguous()) {
            System.arraycopy(tensor, row * length, into, 0, length);
        } else {
            for (int i = 0; i < length; i++) {
                into[i] = tensor[starts[row] + offsets[i]];
            }
        }
    }

    /** Copies numbers to a row. */
    public void write(int row, double[] from, double[] tensor) {
        if (areContiguous()) {
            System.arraycopy(from, 0, tensor, row * length, length);
        } else {
            for (int i = 0; i < length; i++) {
                tensor[starts[row] + offsets[i]] = from[i];
            }
        }
    }

    /** Does something for each row. */
    public void forEach(IntConsumer action) {
        for (int row = 0; row < count; row++) {
            action.accept(row);
        }
    }
}
