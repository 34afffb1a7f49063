package dev.nabla.kernel;

import dev.nabla.tensor.Float64Tensor;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Room for the parts of two matrices that are being multiplied, in float64 and in the order in which they are needed. It is
 * kept for later products: a new array would be cleared first.
 *
 * @param left rows, the numbers of each side by side
 * @param right panels of as many columns as a tile has, row after row
 * @param widened numbers on their way there that are not stored in float64
 */
record Panels(double[] left, double[] right, double[] widened) {

    /** How far apart rows of the left lie: powers of two would share their places in the cache. */
    static final int LEFT_STRIDE = MatrixProduct.DEPTH + 4;

    /** Rows or columns that are copied at once: each is read as it lies, which a core foresees. */
    private static final int RUNS = 8;

    private static final BlockingQueue<Panels> KEPT = new ArrayBlockingQueue<>(
            Runtime.getRuntime().availableProcessors());

    /**
     * Room whose numbers mean nothing.
     *
     * @param rows most rows of the left
     * @param depth most inner elements
     * @param columns most columns of the right, in whole tiles
     */
    static Panels take(int rows, int depth, int columns, ProductTile tile) {
        int left = rows * LEFT_STRIDE;
        int right = depth * columns;
        int widened = MatrixProduct.DEPTH * Math.max(RUNS, tile.columns());
        Panels kept = KEPT.poll();
        if (kept != null && kept.left.length >= left && kept.right.length >= right && kept.widened.length >= widened) {
            return kept;
        }
        return new Panels(new double[left], new double[right], new double[widened]);
    }

    /** Gives it back. */
    void give() {
        boolean _ = KEPT.offer(this);
    }

    /**
     * Columns of a matrix, the numbers of each side by side.
     *
     * @param from where the first begins
     * @param apart how far apart they are
     */
    private record Columns(double[] numbers, int from, int apart) {}

    /** Columns in float64: where they lie, or in {@link #widened}. */
    private Columns columns(Matrix matrix, int row, int rows, int column, int count) {
        int from = matrix.position(row, column);
        if (matrix.numbers() instanceof Float64Tensor wide) {
            return new Columns(wide.values(), from, matrix.columnStride());
        }
        for (int j = 0; j < count; j++) {
            matrix.numbers().read(from + j * matrix.columnStride(), 1, widened, j * rows, (j + 1) * rows);
        }
        return new Columns(widened, 0, rows);
    }

    /** Copies so many rows of so many columns of a matrix, from a place on, to the left. */
    void packLeft(Matrix matrix, int row, int rows, int column, int columns) {
        if (matrix.columnStride() == 1) {
            for (int i = 0; i < rows; i++) {
                matrix.numbers().read(matrix.position(row + i, column), 1, left, i * LEFT_STRIDE,
                        i * LEFT_STRIDE + columns);
            }
            return;
        }
        for (int k = 0; k < columns; k += RUNS) {
            int count = Math.min(RUNS, columns - k);
            packLeft(columns(matrix, row, rows, column + k, count), rows, k, count);
        }
    }

    private void packLeft(Columns columns, int rows, int to, int count) {
        int j = 0;
        for (; j + 4 <= count; j += 4) {
            interleave(columns.numbers, columns.from + j * columns.apart, columns.apart, rows, left, to + j,
                    LEFT_STRIDE);
        }
        for (; j < count; j++) {
            for (int i = 0; i < rows; i++) {
                left[i * LEFT_STRIDE + to + j] = columns.numbers[columns.from + j * columns.apart + i];
            }
        }
    }

    /** Copies so many rows of so many columns of a matrix, from a place on, to the right. */
    void packRight(Matrix matrix, int row, int rows, int column, int columns, ProductTile tile) {
        int width = tile.columns();
        int whole = columns / width * width;
        if (matrix.columnStride() == 1) {
            for (int k = 0; k < rows; k += RUNS) {
                for (int j = 0; j < whole; j += width) {
                    tile.packRows(matrix.numbers(), matrix.position(row + k, column + j), matrix.rowStride(),
                            Math.min(RUNS, rows - k), right, j * rows + k * width);
                }
            }
        } else {
            for (int j = 0; j < whole; j += width) {
                Columns each = columns(matrix, row, rows, column + j, width);
                tile.packColumns(each.numbers, each.from, each.apart, rows, right, j * rows);
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
    static void interleave(double[] numbers, int from, int apart, int count, double[] panel, int to, int step) {
        int second = from + apart;
        int third = second + apart;
        int fourth = third + apart;
        for (int k = 0; k < count; k++) {
            panel[to + k * step] = numbers[from + k];
            panel[to + k * step + 1] = numbers[second + k];
            panel[to + k * step + 2] = numbers[third + k];
            panel[to + k * step + 3] = numbers[fourth + k];
        }
    }
}
