package dev.nabla.kernel;

import dev.nabla.tensor.Tensor;

/** The loop without vector instructions: the reference for {@link VectorProductTile}, and the fallback. */
record ScalarProductTile() implements ProductTile {

    private static final int ROWS = 6;
    private static final int COLUMNS = 8;

    @Override
    public int rows() {
        return ROWS;
    }

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
    public void packColumns(Tensor numbers, int from, int columnStride, int depth, double[] panel, int to) {
        for (int k = 0; k < depth; k++) {
            for (int j = 0; j < COLUMNS; j++) {
                panel[to + k * COLUMNS + j] = numbers.get(from + j * columnStride + k);
            }
        }
    }

    @Override
    public void add(int tiles, StridedRows left, double[] right, int depth, StridedRows start, StridedRows sums) {
        start.copy(ROWS, tiles * COLUMNS, sums);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < tiles; j++) {
                addRow(left.values(), left.start(i), right, j * depth * COLUMNS, depth, sums.values(),
                        sums.start(i) + j * COLUMNS);
            }
        }
    }

    private static void addRow(double[] left, int leftFrom, double[] right, int rightFrom, int depth, double[] sums,
            int sumsFrom) {
        for (int k = 0; k < depth; k++) {
            for (int j = 0; j < COLUMNS; j++) {
                sums[sumsFrom + j] = Math.fma(left[leftFrom + k], right[rightFrom + k * COLUMNS + j],
                        sums[sumsFrom + j]);
            }
        }
    }
}
