package dev.nabla.kernel;

/**
 * The innermost loop of a matrix product, which is nearly all of its work. There are two answers, one plain and one by
 * vector instructions, with the same bits.
 */
sealed interface ProductTile permits ScalarProductTile, VectorProductTile {

    /** Rows of a tile: with two vectors a row, as many sums as hide the latency of an fma. */
    int ROWS = 4;

    /** Columns of a tile: two vectors of the widest registers there are. */
    int COLUMNS = 16;

    /** The faster that this machine can run. */
    ProductTile BEST = VectorSupport.chooseProductTile();

    /**
     * Adds a product to a tile.
     *
     * @param left a panel of {@link #ROWS} rows, column after column, from {@code leftFrom} on
     * @param right a panel of {@link #COLUMNS} columns, row after row, from {@code rightFrom} on
     * @param depth columns of the one and rows of the other
     * @param sums the tile, row after row
     */
    void add(double[] left, int leftFrom, double[] right, int rightFrom, int depth, double[] sums);
}
