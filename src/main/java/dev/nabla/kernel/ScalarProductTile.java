package dev.nabla.kernel;

/** The loop, written plainly: what the other is held against, and the answer where there is no other. */
record ScalarProductTile() implements ProductTile {

    private static final int COLUMNS = 8;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void add(double[] left, int leftFrom, double[] right, int rightFrom, int depth, double[] sums, int sumsFrom,
            int stride) {
        for (int k = 0; k < depth; k++) {
            for (int i = 0; i < ROWS; i++) {
                double factor = left[leftFrom + k * ROWS + i];
                int row = sumsFrom + i * stride;
                for (int j = 0; j < COLUMNS; j++) {
                    sums[row + j] = Math.fma(factor, right[rightFrom + k * COLUMNS + j], sums[row + j]);
                }
            }
        }
    }
}
