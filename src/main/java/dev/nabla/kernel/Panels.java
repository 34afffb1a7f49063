package dev.nabla.kernel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Room for the parts of two matrices that are being multiplied, in the order in which they are needed. It is kept for later
 * products: a new array would be cleared first.
 *
 * @param left rows, the numbers of each side by side
 * @param right panels of as many columns as a tile has, row after row
 */
record Panels(double[] left, double[] right) {

    /** How far apart rows of the left lie: powers of two would share their places in the cache. */
    static final int LEFT_STRIDE = MatrixProduct.DEPTH + 4;

    private static final BlockingQueue<Panels> KEPT = new ArrayBlockingQueue<>(
            Runtime.getRuntime().availableProcessors());

    /** Room for so many numbers at least, whose values mean nothing. */
    static Panels take(int left, int right) {
        Panels kept = KEPT.poll();
        if (kept != null && kept.left.length >= left && kept.right.length >= right) {
            return kept;
        }
        return new Panels(new double[left], new double[right]);
    }

    /** Gives it back. */
    void give() {
        boolean _ = KEPT.offer(this);
    }

    /** Copies so many rows of so many columns of a matrix, from a place on, to the left. */
    void packLeft(Matrix matrix, int row, int rows, int column, int columns) {
        int k = 0;
        for (; matrix.rowStride() == 1 && k + 4 <= columns; k += 4) {
            interleave(matrix.numbers(), matrix.position(row, column + k), matrix.columnStride(), rows, left, k,
                    LEFT_STRIDE);
        }
        for (int i = 0; i < rows; i++) {
            for (int rest = k; rest < columns; rest++) {
                left[i * LEFT_STRIDE + rest] = matrix.numbers()[matrix.position(row + i, column + rest)];
            }
        }
    }

    /** Copies so many rows of so many columns of a matrix, from a place on, to the right. */
    void packRight(Matrix matrix, int row, int rows, int column, int columns, ProductTile tile) {
        int whole = columns / tile.columns() * tile.columns();
        for (int j = 0; j < whole; j += tile.columns()) {
            tile.pack(matrix.numbers(), matrix.position(row, column + j), matrix.rowStride(), matrix.columnStride(),
                    rows, right, j * rows);
        }
        for (int j = whole; j < columns; j++) {
            for (int k = 0; k < rows; k++) {
                right[whole * rows + k * tile.columns() + j - whole] = matrix.numbers()[matrix.position(row + k,
                        column + j)];
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
