package dev.nabla.kernel;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;

/**
 * A matrix view of a tensor's elements, whose rows or columns are contiguous.
 *
 * @param numbers the tensor
 * @param rows number of rows
 * @param columns number of columns
 * @param rowStride distance between neighbors in a column
 * @param columnStride distance between neighbors in a row
 */
public record Matrix(Tensor numbers, int rows, int columns, int rowStride, int columnStride) {

    public Matrix {
        if (rowStride != 1 && columnStride != 1) {
            throw new IllegalArgumentException("numbers of a matrix lie side by side along one axis");
        }
    }

    /** A matrix in row-major order. */
    public static Matrix of(double[] numbers, int rows, int columns) {
        return of(new Float64Tensor(Shape.of(numbers.length), numbers), rows, columns);
    }

    /** A matrix in row-major order. */
    public static Matrix of(Tensor numbers, int rows, int columns) {
        return new Matrix(numbers, rows, columns, columns, 1);
    }

    /** The transpose, a view of the same elements. */
    public Matrix transposed() {
        return new Matrix(numbers, columns, rows, columnStride, rowStride);
    }

    int position(int row, int column) {
        return row * rowStride + column * columnStride;
    }
}
