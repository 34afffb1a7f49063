package dev.nabla.kernel;

import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Buffers for packed blocks of the two operands of a matrix product, in float64 and in the order in which the inner loop
 * reads them. They are pooled, because a new array would have to be cleared first.
 *
 * @param left rows of the left operand
 * @param leftStride distance between the starts of these rows
 * @param right panels of the right operand, each as wide as a tile, in row-major order
 * @param tiles one row of result tiles before they are stored
 */
record PackingBuffers(double[] left, int leftStride, double[] right, double[] tiles) {

    /** Rows copied at once: few enough for the hardware prefetcher to follow each. */
    private static final int ROWS = 8;

    private static final PackingBuffers NONE = new PackingBuffers(new double[0], 0, new double[0], new double[0]);

    private static final BlockingQueue<PackingBuffers> POOL = new ArrayBlockingQueue<>(
            Runtime.getRuntime().availableProcessors());

    /**
     * Takes buffers with unspecified contents from the pool.
     *
     * @param rows most rows of a left block
     * @param depth most inner elements
     * @param columns most columns of a right block, a multiple of the tile's
     */
    static PackingBuffers acquire(int rows, int depth, int columns, ProductTile tile) {
        PackingBuffers pooled = POOL.poll();
        PackingBuffers buffers = pooled == null ? NONE : pooled;
        int leftStride = paddedStride(depth);
        return new PackingBuffers(
                atLeast(rows * leftStride, buffers.left),
                leftStride,
                atLeast(depth * columns, buffers.right),
                atLeast(tile.rows() * columns, buffers.tiles));
    }

    /** A stride of at least {@code count} that is not a power of two, so that rows do not compete for the same cache lines. */
    private static int paddedStride(int count) {
        return Math.ceilDiv(count, 8) * 8 + 4;
    }

    private static double[] atLeast(int count, double[] kept) {
        return kept.length >= count ? kept : new double[count];
    }

    /** Returns the buffers to the pool. */
    void release() {
        boolean _ = POOL.offer(this);
    }

    /** Packed rows of the left operand, starting with {@code row}. */
    StridedRows left(int row) {
        return new StridedRows(left, row * leftStride, leftStride);
    }

    /** Packs a block of the left operand, whose first element is at {@code row} and {@code column}. */
    void packLeft(Matrix matrix, int row, int rows, int column, int columns) {
        if (matrix.columnStride() == 1) {
            for (int i = 0; i < rows; i++) {
                matrix.numbers().read(matrix.position(row + i, column), 1, left, i * leftStride,
                        i * leftStride + columns);
            }
            return;
        }
        int k = 0;
        for (; k + 4 <= columns; k += 4) {
            interleave(matrix.numbers(), matrix.position(row, column + k), matrix.columnStride(), rows, left, k,
                    leftStride);
        }
        for (; k < columns; k++) {
            for (int i = 0; i < rows; i++) {
                left[i * leftStride + k] = matrix.numbers().get(matrix.position(row + i, column + k));
            }
        }
    }

    /** Packs a block of the right operand, whose first element is at {@code row} and {@code column}. */
    void packRight(Matrix matrix, int row, int rows, int column, int columns, ProductTile tile) {
        int width = tile.columns();
        int whole = columns / width * width;
        if (matrix.columnStride() == 1) {
            for (int k = 0; k < rows; k += ROWS) {
                for (int j = 0; j < whole; j += width) {
                    tile.packRows(matrix.numbers(), matrix.position(row + k, column + j), matrix.rowStride(),
                            Math.min(ROWS, rows - k), right, j * rows + k * width);
                }
            }
        } else {
            for (int j = 0; j < whole; j += width) {
                tile.packColumns(matrix.numbers(), matrix.position(row, column + j), matrix.columnStride(), rows, right,
                        j * rows);
            }
        }
        for (int j = whole; j < columns; j++) {
            for (int k = 0; k < rows; k++) {
                right[whole * rows + k * width + j - whole] = matrix.numbers()
                        .get(matrix.position(row + k, column + j));
            }
        }
    }

    /** Copies four runs of {@code count} elements, {@code stride} apart, side by side into every {@code step}-th place of a panel. */
    static void interleave(Tensor numbers, int from, int stride, int count, double[] panel, int to, int step) {
        int second = from + stride;
        int third = second + stride;
        int fourth = third + stride;
        switch (numbers) {
            case Float64Tensor(_, double[] values) -> {
                for (int k = 0; k < count; k++) {
                    panel[to + k * step] = values[from + k];
                    panel[to + k * step + 1] = values[second + k];
                    panel[to + k * step + 2] = values[third + k];
                    panel[to + k * step + 3] = values[fourth + k];
                }
            }
            case Float32Tensor(_, float[] values) -> {
                for (int k = 0; k < count; k++) {
                    panel[to + k * step] = values[from + k];
                    panel[to + k * step + 1] = values[second + k];
                    panel[to + k * step + 2] = values[third + k];
                    panel[to + k * step + 3] = values[fourth + k];
                }
            }
        }
    }
}
