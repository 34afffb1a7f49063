package dev.nabla.kernel;

import java.util.stream.IntStream;

/**
 * Products of matrices, blocked for the caches and split over the cores.
 *
 * <p>Each element of the product is one chain of fused multiply-adds in the order of the inner dimension,
 * {@code fma(a_ik, b_kj, …fma(a_i0, b_0j, c_ij))}: neither the blocks, nor the number of lanes or threads, can be seen in
 * its bits. Operands are copied into panels first, so that a transpose costs no more.
 *
 * @see <a href="https://doi.org/10.1145/1356052.1356053">Goto and van de Geijn (2008), Anatomy of high-performance matrix
 *     multiplication</a>
 */
public final class MatrixProduct {

    /** Inner elements of a block at most: a panel of each operand stays in L1. */
    private static final int DEPTH = 256;

    /** Rows of a block of {@code a}, which stays in L2. */
    private static final int ROWS = 16 * ProductTile.ROWS;

    /** Columns of a block of {@code b}, which stays near. */
    private static final int COLUMNS = 512;

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
        boolean byColumns = b.columns() >= a.rows();
        int length = byColumns ? b.columns() : a.rows();
        int step = byColumns ? tile.columns() : ProductTile.ROWS;
        int tiles = Math.ceilDiv(length, step);
        long work = (long) a.rows() * b.columns() * a.columns();
        int most = Math.clamp(tiles, 1, Runtime.getRuntime().availableProcessors());
        int parts = Math.clamp(work / WORTHWHILE, 1, most);
        Product product = new Product(a, b, sum, tile);
        if (parts == 1) {
            product.add(0, a.rows(), 0, b.columns());
            return;
        }
        IntStream.range(0, parts).parallel().forEach(part -> {
            int from = (int) ((long) tiles * part / parts) * step;
            int to = Math.min(length, (int) ((long) tiles * (part + 1) / parts) * step);
            if (byColumns) {
                product.add(0, a.rows(), from, to);
            } else {
                product.add(from, to, 0, b.columns());
            }
        });
    }

    private record Product(Matrix a, Matrix b, double[] sum, ProductTile tile) {

        /** Computes the rows and columns from one up to another. */
        void add(int fromRow, int toRow, int fromColumn, int toColumn) {
            int blocks = Math.ceilDiv(a.columns(), DEPTH);
            int deepest = Math.ceilDiv(a.columns(), Math.max(blocks, 1));
            double[] left = new double[panels(Math.min(ROWS, toRow - fromRow), ProductTile.ROWS) * deepest];
            double[] right = new double[panels(Math.min(COLUMNS, toColumn - fromColumn), tile.columns()) * deepest];
            double[] corner = new double[ProductTile.ROWS * tile.columns()];
            for (int column = fromColumn; column < toColumn; column += COLUMNS) {
                int columns = Math.min(COLUMNS, toColumn - column);
                for (int inner = 0; inner < a.columns(); inner += deepest) {
                    int depth = Math.min(deepest, a.columns() - inner);
                    pack(b.transposed(), column, columns, inner, depth, tile.columns(), right);
                    for (int row = fromRow; row < toRow; row += ROWS) {
                        int rows = Math.min(ROWS, toRow - row);
                        pack(a, row, rows, inner, depth, ProductTile.ROWS, left);
                        addBlock(left, row, rows, right, column, columns, depth, corner);
                    }
                }
            }
        }

        private void addBlock(double[] left, int row, int rows, double[] right, int column, int columns, int depth,
                double[] corner) {
            int stride = b.columns();
            for (int j = 0; j < columns; j += tile.columns()) {
                int width = Math.min(tile.columns(), columns - j);
                for (int i = 0; i < rows; i += ProductTile.ROWS) {
                    int height = Math.min(ProductTile.ROWS, rows - i);
                    int at = (row + i) * stride + column + j;
                    if (height == ProductTile.ROWS && width == tile.columns()) {
                        tile.add(left, i * depth, right, j * depth, depth, sum, at, stride);
                    } else {
                        copy(sum, at, stride, corner, 0, tile.columns(), height, width);
                        tile.add(left, i * depth, right, j * depth, depth, corner, 0, tile.columns());
                        copy(corner, 0, tile.columns(), sum, at, stride, height, width);
                    }
                }
            }
        }
    }

    /** So many numbers rounded up to whole panels. */
    private static int panels(int count, int width) {
        return Math.ceilDiv(count, width) * width;
    }

    /** Copies the part of a tile that lies within the matrix; of what lies beyond nothing is kept. */
    private static void copy(double[] from, int at, int stride, double[] to, int toAt, int toStride, int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(from, at + i * stride, to, toAt + i * toStride, columns);
        }
    }

    /** Copies rows into panels of so many, each column after column. What a last panel has beyond is left as it is. */
    private static void pack(Matrix matrix, int row, int rows, int column, int columns, int width, double[] panels) {
        int from = matrix.position(row, column);
        if (matrix.rowStride() == 1) {
            packColumns(matrix.numbers(), from, matrix.columnStride(), rows, columns, width, panels);
        } else {
            packRows(matrix.numbers(), from, matrix.rowStride(), rows, columns, width, panels);
        }
    }

    /** Reads along columns, whose numbers lie side by side. */
    private static void packColumns(double[] numbers, int from, int stride, int rows, int columns, int width,
            double[] panels) {
        for (int k = 0; k < columns; k++) {
            int start = from + k * stride;
            for (int i = 0; i < rows; i += width) {
                System.arraycopy(numbers, start + i, panels, i * columns + k * width, Math.min(width, rows - i));
            }
        }
    }

    /** Reads along rows, whose numbers lie side by side. */
    private static void packRows(double[] numbers, int from, int stride, int rows, int columns, int width,
            double[] panels) {
        for (int i = 0; i < rows; i++) {
            int start = from + i * stride;
            int to = i / width * width * columns + i % width;
            for (int k = 0; k < columns; k++) {
                panels[to + k * width] = numbers[start + k];
            }
        }
    }
}
