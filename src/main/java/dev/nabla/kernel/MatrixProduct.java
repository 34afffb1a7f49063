package dev.nabla.kernel;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Products of matrices, blocked for the caches and split over the cores.
 *
 * <p>Each element of the product is one chain of fused multiply-adds in the order of the inner dimension,
 * {@code fma(a_ik, b_kj, …fma(a_i0, b_0j, c_ij))}: neither the blocks, nor the number of lanes or threads, can be seen in
 * its bits. Operands are copied first where their numbers do not lie as they are needed, so that a transpose costs little
 * more.
 *
 * @see <a href="https://doi.org/10.1145/1356052.1356053">Goto and van de Geijn (2008), Anatomy of high-performance matrix
 *     multiplication</a>
 */
public final class MatrixProduct {

    /** Inner elements of a block at most: a panel of each operand stays in L1. */
    static final int DEPTH = 400;

    /** Rows of a block of {@code a}, which stays in L2. */
    private static final int ROWS = 16 * ProductTile.ROWS;

    /** Columns of a block of {@code b}, which stays near. */
    private static final int COLUMNS = 1024;

    /** Below so many multiplications a thread, handing work over costs more than it gains. */
    private static final int WORTHWHILE = 1 << 19;

    private static final Store ALREADY_STORED = (_, _) -> {};

    private MatrixProduct() {}

    /**
     * Adds {@code a·b} to a matrix.
     *
     * @param sum as many rows as {@code a} by as many columns as {@code b}, in row-major order
     */
    public static void add(Matrix a, Matrix b, double[] sum) {
        new Product(a, b, sum, b.columns(), sum, ProductTile.BEST).compute(ALREADY_STORED);
    }

    /**
     * Writes {@code a·b} with a row added to each of its rows.
     *
     * @param row as many numbers as {@code b} has columns
     * @param sum as many rows as {@code a} by as many columns as {@code b}, in row-major order; whatever was there is lost
     */
    public static void write(Matrix a, Matrix b, double[] row, double[] sum) {
        new Product(a, b, row, 0, sum, ProductTile.BEST).compute(ALREADY_STORED);
    }

    /**
     * Writes {@code a·b}, each number rounded once as it is stored.
     *
     * @param product as many rows as {@code a} by as many columns as {@code b}, in row-major order; whatever was there is
     *     lost
     */
    public static void write(Matrix a, Matrix b, Tensor product) {
        double[] row = new double[b.columns()];
        if (product instanceof Float64Tensor wide) {
            write(a, b, row, wide.values());
            return;
        }
        double[] sum = Storage.doubles(product.shape().elements());
        new Product(a, b, row, 0, sum, ProductTile.BEST)
                .compute((from, to) -> product.write(from, 1, sum, from, to));
        Storage.giveBack(sum);
    }

    /** Takes numbers of a product that are ready, from one place up to another, in any order and by any thread. */
    @FunctionalInterface
    interface Store {

        void take(int from, int to);
    }

    /**
     * A product that is to be computed.
     *
     * @param start what it is added to
     * @param startStride how far apart the rows of that are
     */
    record Product(Matrix a, Matrix b, double[] start, int startStride, double[] sum, ProductTile tile) {

        void compute(Store store) {
            boolean byColumns = b.columns() >= a.rows();
            int length = byColumns ? b.columns() : a.rows();
            int step = byColumns ? tile.columns() : ProductTile.ROWS;
            int tiles = Math.ceilDiv(length, step);
            long work = (long) a.rows() * b.columns() * a.columns();
            int most = Math.clamp(tiles, 1, Runtime.getRuntime().availableProcessors());
            int parts = Math.clamp(work / WORTHWHILE, 1, most);
            if (parts == 1) {
                compute(0, a.rows(), 0, b.columns(), store);
                return;
            }
            IntStream.range(0, parts).parallel().forEach(part -> {
                int from = (int) ((long) tiles * part / parts) * step;
                int to = Math.min(length, (int) ((long) tiles * (part + 1) / parts) * step);
                if (byColumns) {
                    compute(0, a.rows(), from, to, store);
                } else {
                    compute(from, to, 0, b.columns(), store);
                }
            });
        }

        /** Computes the rows and columns from one up to another. */
        private void compute(int fromRow, int toRow, int fromColumn, int toColumn, Store store) {
            int widest = evenly(toColumn - fromColumn, COLUMNS, tile.columns());
            int deepest = evenly(a.columns(), DEPTH, 1);
            int highest = evenly(toRow - fromRow, ROWS, ProductTile.ROWS);
            Panels panels = Panels.take(highest, deepest, widest, tile);
            for (int column = fromColumn; column < toColumn; column += widest) {
                int columns = Math.min(widest, toColumn - column);
                int inner = 0;
                do {
                    int depth = Math.min(deepest, a.columns() - inner);
                    panels.packRight(b, inner, depth, column, columns, tile);
                    for (int row = fromRow; row < toRow; row += highest) {
                        int rows = Math.min(highest, toRow - row);
                        computeBlock(panels, row, rows, column, columns, inner, depth);
                        if (inner + depth == a.columns()) {
                            store(row, rows, column, columns, store);
                        }
                    }
                    inner += depth;
                } while (inner < a.columns());
            }
            panels.give();
        }

        private void store(int row, int rows, int column, int columns, Store store) {
            for (int i = row; i < row + rows; i++) {
                store.take(i * b.columns() + column, i * b.columns() + column + columns);
            }
        }

        private void computeBlock(Panels panels, int row, int rows, int column, int columns, int inner, int depth) {
            boolean liesWell = a.columnStride() == 1 && a.numbers() instanceof Float64Tensor;
            int asItLies = liesWell ? rows / ProductTile.ROWS * ProductTile.ROWS : 0;
            panels.packLeft(a, row + asItLies, rows - asItLies, inner, depth);
            for (int j = 0; j < columns; j += tile.columns()) {
                int width = Math.min(tile.columns(), columns - j);
                Strip strip = new Strip(panels.right(), j * depth, depth, column + j, width, inner == 0);
                if (a.numbers() instanceof Float64Tensor wide) {
                    multiply(wide.values(), a.position(row, inner), a.rowStride(), row, asItLies, strip);
                }
                multiply(panels.left(), 0, Panels.LEFT_STRIDE, row + asItLies, rows - asItLies, strip);
            }
        }

        /**
         * Columns of the right operand.
         *
         * @param panel holds them, from {@code from} on
         * @param isFirst whether nothing was added yet
         */
        private record Strip(double[] panel, int from, int depth, int column, int width, boolean isFirst) {}

        /** Multiplies rows by a strip, tile by tile; those that reach beyond the matrix by way of a whole one. */
        private void multiply(double[] left, int leftFrom, int leftStride, int row, int rows, Strip strip) {
            int whole = strip.width == tile.columns() ? rows / ProductTile.ROWS : 0;
            double[] from = strip.isFirst ? start : sum;
            int fromStride = strip.isFirst ? startStride : b.columns();
            int fromAt = row * fromStride + strip.column;
            int at = row * b.columns() + strip.column;
            tile.add(whole, left, leftFrom, leftStride, strip.panel, strip.from, strip.depth, from, fromAt, fromStride,
                    sum, at, b.columns());
            for (int i = whole * ProductTile.ROWS; i < rows; i += ProductTile.ROWS) {
                int height = Math.min(ProductTile.ROWS, rows - i);
                double[] corner = new double[ProductTile.ROWS * tile.columns()];
                copy(from, fromAt + i * fromStride, fromStride, corner, 0, tile.columns(), height, strip.width);
                tile.add(1, left, leftFrom + i * leftStride, leftStride, strip.panel, strip.from, strip.depth,
                        corner, 0, tile.columns(), corner, 0, tile.columns());
                copy(corner, 0, tile.columns(), sum, at + i * b.columns(), b.columns(), height, strip.width);
            }
        }
    }

    /** The size of the largest of equal parts that are not larger than {@code most}, in whole steps. */
    private static int evenly(int count, int most, int step) {
        int parts = Math.max(1, Math.ceilDiv(count, most));
        return Math.ceilDiv(Math.ceilDiv(count, parts), step) * step;
    }

    /** Copies the part of a tile that lies within the matrix; of what lies beyond nothing is kept. */
    private static void copy(double[] from, int at, int stride, double[] to, int toAt, int toStride, int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(from, at + i * stride, to, toAt + i * toStride, columns);
        }
    }
}
