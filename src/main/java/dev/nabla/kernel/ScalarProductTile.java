package dev.nabla.kernel;

import dev.nabla.tensor.Tensor;

/** The loop, written plainly: what the other is held against, and the answer where there is no other. */
record ScalarProductTile() implements ProductTile {

    private static final int COLUMNS = 8;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void packRows(Tensor numbers, int from, int rowStride, int depth, double[] panel, int to) {
        for (int k = 0; k < depth; k++) {
            numbers.read(from + k * rowStride, 1, panel, to + k * COLUMNS, to + (k + 1) * COLUMNS);
        }
    }

    @Override
    public void packColumns(double[] numbers, int from, int columnStride, int depth, double[] panel, int to) {
        for (int k = 0; k < depth; k++) {
            for (int j = 0; j < COLUMNS; j++) {
                panel[to + k * COLUMNS + j] = numbers[from + k + j * columnStride];
            }
        }
    }

    @Override
    public void add(int tiles, double[] left, int leftFrom, int leftStride, double[] right, int rightFrom, int depth,
            double[] start, int startFrom, int startStride, double[] sums, int sumsFrom, int sumsStride) {
        for (int i = 0; i < tiles * ROWS; i++) {
            int row = sumsFrom + i * sumsStride;
            System.arraycopy(start, startFrom + i * startStride, sums, row, COLUMNS);
            for (int k = 0; k < depth; k++) {
                double factor = left[leftFrom + i * leftStride + k];
                for (int j = 0; j < COLUMNS; j++) {
                    sums[row + j] = Math.fma(factor, right[rightFrom + k * COLUMNS + j], sums[row + j]);
                }
            }
        }
    }
}
