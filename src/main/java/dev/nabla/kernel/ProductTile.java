package dev.nabla.kernel;

import dev.nabla.tensor.Tensor;

/**
 * The innermost loop of a matrix product, which is nearly all of its work. There are two answers, one plain and one by
 * vector instructions, with the same bits.
 */
sealed interface ProductTile permits ScalarProductTile, VectorProductTile {

    /** Rows of a tile: with two vectors a row, sums enough to hide the latency of an fma, and few enough for 16 registers. */
    int ROWS = 6;

    /** The faster that this machine can run. */
    ProductTile BEST = VectorSupport.chooseProductTile();

    /** Columns of a tile. */
    int columns();

    /** Tiles that so many columns need. */
    default int count(int columns) {
        return Math.ceilDiv(columns, columns());
    }

    /**
     * Copies {@link #columns()} columns of a matrix whose rows lie side by side into a panel, row after row.
     *
     * @param numbers the numbers of the matrix, of which the first is at {@code from}
     * @param depth rows
     * @param panel takes them from {@code to} on
     */
    void packRows(Tensor numbers, int from, int rowStride, int depth, double[] panel, int to);

    /** Copies {@link #columns()} columns that lie side by side each, so far apart, likewise. */
    void packColumns(Tensor numbers, int from, int columnStride, int depth, double[] panel, int to);

    /**
     * Writes the sums of tiles, one beside the other, and a product.
     *
     * @param tiles how many
     * @param left {@link #ROWS} rows
     * @param right for each tile a panel of {@link #columns()} columns, row after row
     * @param depth columns of the one and rows of the other
     * @param start the rows to which the product is added
     * @param sums takes the sums, in rows likewise; may be where they start
     */
    void add(int tiles, Runs left, double[] right, int depth, Runs start, Runs sums);
}
