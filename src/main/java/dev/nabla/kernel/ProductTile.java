package dev.nabla.kernel;

/**
 * The innermost loop of a matrix product, which is nearly all of its work. There are two answers, one plain and one by
 * vector instructions, with the same bits.
 */
sealed interface ProductTile permits ScalarProductTile, VectorProductTile {

    /** Rows of a tile: with two vectors a row, sums enough to hide the latency of an fma, and few enough for 16 registers. */
    int ROWS = 5;

    /** The faster that this machine can run. */
    ProductTile BEST = VectorSupport.chooseProductTile();

    /** Columns of a tile. */
    int columns();

    /**
     * Adds a product to a tile.
     *
     * @param left a panel of {@link #ROWS} rows, column after column, from {@code leftFrom} on
     * @param right a panel of {@link #columns()} columns, row after row, from {@code rightFrom} on
     * @param depth columns of the one and rows of the other
     * @param sums the tile's rows from {@code sumsFrom} on, each {@code stride} behind the one before
     */
    void add(double[] left, int leftFrom, double[] right, int rightFrom, int depth, double[] sums, int sumsFrom,
            int stride);
}
