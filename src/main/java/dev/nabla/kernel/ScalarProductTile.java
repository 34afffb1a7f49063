package dev.nabla.kernel;

/** The loop, written plainly: what the other is held against, and the answer where there is no other. */
record ScalarProductTile() implements ProductTile {

    @Override
    public void add(double[] left, int leftFrom, double[] right, int rightFrom, int depth, double[] sums) {
        for (int k = 0; k < depth; k++) {
            for (int i = 0; i < ROWS; i++) {
                double factor = left[leftFrom + k * ROWS + i];
                for (int j = 0; j < COLUMNS; j++) {
                    sums[i * COLUMNS + j] = Math.fma(factor, right[rightFrom + k * COLUMNS + j], sums[i * COLUMNS + j]);
                }
            }
        }
    }
}
