package dev.nabla.kernel;

import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Room for the parts of two matrices that are being multiplied, in float64 and in the order in which they are needed. It is
 * kept for later products: a new array would be cleared first.
 *
 * @param left rows, the numbers of each side by side
 * @param leftStride how far apart they begin
 * @param right panels of as many columns as a tile has, row after row
 * @param aside a row of tiles on its way to where it is stored
 */
record Panels(double[] left, int leftStride, double[] right, double[] aside) {

    /** Rows that are copied at once: each is read as it lies, which a core foresees. */
    private static final int ROWS = 8;

    private static final Panels NONE = new Panels(new double[0], 0, new double[0], new double[0]);

    private static final BlockingQueue<Panels> KEPT = new ArrayBlockingQueue<>(
            Runtime.getRuntime().availableProcessors());

    /**
     * Room whose numbers mean nothing.
     *
     * @param rows most rows of the left
     * @param depth most inner elements
     * @param columns most columns of the right, in whole tiles
     */
    static Panels take(int rows, int depth, int columns) {
        Panels kept = KEPT.poll();
        Panels panels = kept == null ? NONE : kept;
        int leftStride = apart(depth);
        return new Panels(
                atLeast(rows * leftStride, panels.left),
                leftStride,
                atLeast(depth * columns, panels.right),
                atLeast(ProductTile.ROWS * columns, panels.aside));
    }

    /** At least so many, and not a power of two: rows so far apart would share their places in the cache. */
    private static int apart(int count) {
        return Math.ceilDiv(count, 8) * 8 + 4;
    }

    private static double[] atLeast(int count, double[] kept) {
        return kept.length >= count ? kept : new double[count];
    }

    /** Gives it back. */
    void give() {
        boolean _ = KEPT.offer(this);
    }

    /** Rows of the left from one on. */
    Runs left(int row) {
        return new Runs(left, row * leftStride, leftStride);
    }

    /** Copies so many rows of so many columns of a matrix, from a place on, to the left. */
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

    /** Copies so many rows of so many columns of a matrix, from a place on, to the right. */
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

    /** Copies four runs of numbers, so far apart, to every so manieth place. */
    static void interleave(Tensor numbers, int from, int apart, int count, double[] panel, int to, int step) {
        int second = from + apart;
        int third = second + apart;
        int fourth = third + apart;
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
