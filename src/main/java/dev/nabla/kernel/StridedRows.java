package dev.nabla.kernel;

import dev.nabla.tensor.Tensor;

/**
 * Rows of contiguous elements in an array, each starting {@code stride} elements after the one before.
 *
 * @param values the array
 * @param offset index of the first row's first element
 * @param stride distance between the starts of two rows, or 0 if all rows are the same
 */
record StridedRows(double[] values, int offset, int stride) {

    int start(int row) {
        return offset + row * stride;
    }

    /** Copies the first {@code columns} elements of the first {@code rows} rows to the same place in others. */
    void copy(int rows, int columns, StridedRows target) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(values, start(i), target.values, target.start(i), columns);
        }
    }

    /** Stores the first {@code columns} elements of the first {@code rows} rows in a tensor, rounded to its type. */
    void write(int rows, int columns, Tensor target, int targetOffset, int targetStride) {
        for (int i = 0; i < rows; i++) {
            target.write(targetOffset + i * targetStride, 1, values, start(i), start(i) + columns);
        }
    }
}
