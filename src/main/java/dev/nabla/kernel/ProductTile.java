package dev.nabla.kernel;

import dev.nabla.tensor.Tensor;

/**
 * The innermost loop of a matrix product, which does nearly all of its work: it computes tiles of {@link #rows()} rows by
 * {@link #columns()} columns. The scalar and the vector implementation give the same bits.
 */
sealed interface ProductTile permits ScalarProductTile, VectorProductTile {

    /** The fastest implementation on this machine. */
    ProductTile BEST = VectorSupport.chooseProductTile();

    /** Number of rows of a tile. */
    int rows();

    /** Number of columns of a tile. */
    int columns();

    /** Number of tiles that cover {@code columns} columns. */
    default int count(int columns) {
        return Math.ceilDiv(columns, columns());
    }

    /**
     * Packs {@link #columns()} columns of a matrix with contiguous rows into a panel in row-major order.
     *
     * @param numbers the matrix's elements; the first one is at {@code from}
     * @param rowStride distance between rows
     * @param depth number of rows
     * @param panel receives the elements, from index {@code to} on
     */
    void packRows(Tensor numbers, int from, int rowStride, int depth, double[] panel, int to);

    /** The same for a matrix with contiguous columns, {@code columnStride} apart. */
    void packColumns(Tensor numbers, int from, int columnStride, int depth, double[] panel, int to);

    /**
     * Computes {@code sums = start + left·right} for a row of tiles.
     *
     * @param tiles number of tiles
     * @param left {@link #rows()} rows
     * @param right one panel of {@link #columns()} columns per tile, each in row-major order
     * @param depth number of columns of {@code left} and of rows of {@code right}
     * @param start initial values
     * @param sums receives the result; may be the same as {@code start}
     */
    void add(int tiles, StridedRows left, double[] right, int depth, StridedRows start, StridedRows sums);
}
