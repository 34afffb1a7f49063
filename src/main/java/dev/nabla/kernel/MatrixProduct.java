package dev.nabla.kernel;

import java.util.stream.IntStream;

/**
 * Products of matrices, blocked for the caches and split over the cores.
 *
 * <p>Each element of the product is one chain of fused multiply-adds in the order of the inner dimension,
 * {@code fma(a_ik, b_kj, …fma(a_i0, b_0j, c_ij))}: neither the blocks, nor the number of lanes or threads, can be seen in
 * its bits. Operands are copied into panels first, so that any strides cost the same.
 *
 * @see <a href="https://doi.org/10.1145/1356052.1356053">Goto and van de Geijn (2008), Anatomy of high-performance matrix
 *     multiplication</a>
 */
public final class MatrixProduct {

    /** Inner elements of a block: a panel of {@code b}, {@code DEPTH} by {@link ProductTile#COLUMNS}, stays in L1. */
    private static final int DEPTH = 256;

    /** Rows of a block of {@code a}, which stays in L2. */
    private static final int ROWS = 96;

    /** Below so many multiplications a thread, handing work over costs more than it gains. */
    private static final int WORTHWHILE = 1 << 19;

    private MatrixProduct() {}

    /**
     * Adds {@code a·b} to a matrix.
     *
     * @param sum as many rows as {@code a} by as many columns as {@code b}, in row-major order
     */
    public static void add(Matrix a, Matrix b, double[] sum) {
        add(a, b, sum, ProductTile.BEST);
    }

    static void add(Matrix a, Matrix b, double[] sum, ProductTile tile) {
        long work = (long) a.rows() * b.columns() * a.columns();
        int panels = Math.ceilDiv(a.rows(), ROWS);
        int parts = Math.clamp(work / WORTHWHILE, 1,
                Math.max(1, Math.min(panels, Runtime.getRuntime().availableProcessors())));
        for (int inner = 0; inner < a.columns(); inner += DEPTH) {
            int from = inner;
            int depth = Math.min(DEPTH, a.columns() - inner);
            double[] right = packRight(b, from, depth);
            if (parts == 1) {
                addRows(a, 0, panels, from, depth, right, b.columns(), sum, tile);
            } else {
                IntStream.range(0, parts).parallel().forEach(part -> addRows(a, (int) ((long) panels * part / parts),
                        (int) ((long) panels * (part + 1) / parts), from, depth, right, b.columns(), sum, tile));
            }
        }
    }

    private static void addRows(Matrix a, int firstPanel, int lastPanel, int inner, int depth, double[] right,
            int columns, double[] sum, ProductTile tile) {
        double[] left = new double[Math.ceilDiv(ROWS, ProductTile.ROWS) * ProductTile.ROWS * depth];
        double[] sums = new double[ProductTile.ROWS * ProductTile.COLUMNS];
        for (int panel = firstPanel; panel < lastPanel; panel++) {
            int row = panel * ROWS;
            int rows = Math.min(ROWS, a.rows() - row);
            packLeft(a, row, rows, inner, depth, left);
            for (int column = 0; column < columns; column += ProductTile.COLUMNS) {
                for (int i = 0; i < rows; i += ProductTile.ROWS) {
                    Corner corner = new Corner(sum, columns, row + i, column, Math.min(ProductTile.ROWS, rows - i),
                            Math.min(ProductTile.COLUMNS, columns - column));
                    corner.read(sums);
                    tile.add(left, i * depth, right, column * depth, depth, sums);
                    corner.write(sums);
                }
            }
        }
    }

    /** The part of the sum that a tile covers; of what the tile has beyond the edge nothing is kept. */
    private record Corner(double[] sum, int stride, int row, int column, int rows, int columns) {

        void read(double[] sums) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(sum, (row + i) * stride + column, sums, i * ProductTile.COLUMNS, columns);
            }
        }

        void write(double[] sums) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(sums, i * ProductTile.COLUMNS, sum, (row + i) * stride + column, columns);
            }
        }
    }

    /** Panels of {@link ProductTile#ROWS} rows, each column after column. */
    private static void packLeft(Matrix a, int row, int rows, int inner, int depth, double[] left) {
        for (int i = 0; i < rows; i++) {
            int panel = i / ProductTile.ROWS * ProductTile.ROWS * depth + i % ProductTile.ROWS;
            for (int k = 0; k < depth; k++) {
                left[panel + k * ProductTile.ROWS] = a.numbers()[a.position(row + i, inner + k)];
            }
        }
    }

    /** Panels of {@link ProductTile#COLUMNS} columns, each row after row, the last filled up with zeros. */
    private static double[] packRight(Matrix b, int inner, int depth) {
        int panels = Math.ceilDiv(b.columns(), ProductTile.COLUMNS);
        double[] right = new double[panels * ProductTile.COLUMNS * depth];
        for (int panel = 0; panel < panels; panel++) {
            int column = panel * ProductTile.COLUMNS;
            int columns = Math.min(ProductTile.COLUMNS, b.columns() - column);
            for (int k = 0; k < depth; k++) {
                int start = (panel * depth + k) * ProductTile.COLUMNS;
                for (int j = 0; j < columns; j++) {
                    right[start + j] = b.numbers()[b.position(inner + k, column + j)];
                }
            }
        }
        return right;
    }
}
