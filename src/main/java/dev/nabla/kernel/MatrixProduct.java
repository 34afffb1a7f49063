package dev.nabla.kernel;

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

    private MatrixProduct() {}

    /**
     * Adds {@code a·b} to a matrix.
     *
     * @param sum as many rows as {@code a} by as many columns as {@code b}, in row-major order
     */
    public static void add(Matrix a, Matrix b, double[] sum) {
        new Product(a, b, sum, b.columns(), sum, ProductTile.BEST).compute();
    }

    /**
     * Writes {@code a·b} with a row added to each of its rows.
     *
     * @param row as many numbers as {@code b} has columns
     * @param sum as many rows as {@code a} by as many columns as {@code b}, in row-major order; whatever was there is lost
     */
    public static void write(Matrix a, Matrix b, double[] row, double[] sum) {
        new Product(a, b, row, 0, sum, ProductTile.BEST).compute();
    }

    /**
     * Writes {@code a·b}.
     *
     * @param product as many rows as {@code a} by as many columns as {@code b}, in row-major order; whatever was there is
     *     lost
     */
    public static void write(Matrix a, Matrix b, double[] product) {
        write(a, b, new double[b.columns()], product);
    }

    /**
     * A product that is to be computed.
     *
     * @param start what it is added to
     * @param startStride how far apart the rows of that are
     */
    record Product(Matrix a, Matrix b, double[] start, int startStride, double[] sum, ProductTile tile) {

        void compute() {
            boolean byColumns = b.columns() >= a.rows();
            int length = byColumns ? b.columns() : a.rows();
            int step = byColumns ? tile.columns() : ProductTile.ROWS;
            int tiles = Math.ceilDiv(length, step);
            long work = (long) a.rows() * b.columns() * a.columns();
            int most = Math.clamp(tiles, 1, Runtime.getRuntime().availableProcessors());
            int parts = Math.clamp(work / WORTHWHILE, 1, most);
            if (parts == 1) {
                compute(0, a.rows(), 0, b.columns());
                return;
            }
            IntStream.range(0, parts).parallel().forEach(part -> {
                int from = (int) ((long) tiles * part / parts) * step;
                int to = Math.min(length, (int) ((long) tiles * (part + 1) / parts) * step);
                if (byColumns) {
                    compute(0, a.rows(), from, to);
                } else {
                    compute(from, to, 0, b.columns());
                }
            });
        }

        /** Computes the rows and columns from one up to another. */
        private void compute(int fromRow, int toRow, int fromColumn, int toColumn) {
            int widest = evenly(toColumn - fromColumn, COLUMNS, tile.columns());
            int deepest = evenly(a.columns(), DEPTH, 1);
            int highest = evenly(toRow - fromRow, ROWS, ProductTile.ROWS);
            Panels panels = Panels.take(highest * Panels.LEFT_STRIDE, widest * deepest);
            for (int column = fromColumn; column < toColumn; column += widest) {
                int columns = Math.min(widest, toColumn - column);
                int inner = 0;
                do {
                    int depth = Math.min(deepest, a.columns() - inner);
                    panels.packRight(b, inner, depth, column, columns, tile);
                    for (int row = fromRow; row < toRow; row += highest) {
                        computeBlock(panels, row, Math.min(highest, toRow - row), column, columns, inner, depth);
                    }
                    inner += depth;
                } while (inner < a.columns());
            }
            panels.give();
        }

        private void computeBlock(Panels panels, int row, int rows, int column, int columns, int inner, int depth) {
            int inPlace = a.columnStride() == 1 ? rows / ProductTile.ROWS * ProductTile.ROWS : 0;
            panels.packLeft(a, row + inPlace, rows - inPlace, inner, depth);
            double[] from = inner == 0 ? start : sum;
            int fromStride = inner == 0 ? startStride : b.columns();
            double[] corner = new double[ProductTile.ROWS * tile.columns()];
            for (int j = 0; j < columns; j += tile.columns()) {
                int width = Math.min(tile.columns(), columns - j);
                for (int i = 0; i < rows; i += ProductTile.ROWS) {
                    int height = Math.min(ProductTile.ROWS, rows - i);
                    double[] left = i < inPlace ? a.numbers() : panels.left();
                    int leftFrom = i < inPlace ? a.position(row + i, inner) : (i - inPlace) * Panels.LEFT_STRIDE;
                    int leftStride = i < inPlace ? a.rowStride() : Panels.LEFT_STRIDE;
                    int fromAt = (row + i) * fromStride + column + j;
                    int at = (row + i) * b.columns() + column + j;
                    if (height == ProductTile.ROWS && width == tile.columns()) {
                        tile.add(left, leftFrom, leftStride, panels.right(), j * depth, depth, from, fromAt, fromStride,
                                sum, at, b.columns());
                    } else {
                        copy(from, fromAt, fromStride, corner, 0, tile.columns(), height, width);
                        tile.add(left, leftFrom, leftStride, panels.right(), j * depth, depth, corner, 0,
                                tile.columns(), corner, 0, tile.columns());
                        copy(corner, 0, tile.columns(), sum, at, b.columns(), height, width);
                    }
                }
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
