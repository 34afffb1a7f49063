package dev.nabla.kernel;

import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Products of matrices, blocked for the caches and split over the cores.
 *
 * <p>Each element of the product is one chain of fused multiply-adds in the order of the inner dimension,
 * {@code fma(a_ik, b_kj, …fma(a_i0, b_0j, c_ij))}: neither blocks, lanes nor threads affect its
 * bits. Operands that are not contiguous as the inner loop needs them are packed first, so a transposed operand costs
 * little more.
 *
 * @see <a href="https://doi.org/10.1145/1356052.1356053">Goto and van de Geijn (2008), Anatomy of high-performance matrix
 *     multiplication</a>
 */
public final class MatrixProduct {

    /** Most inner elements of a block. */
    private static final int DEPTH = 400;

    /** Most rows of a block of {@code a}, which stays in cache; the rows of a tile stay in L1. */
    private static final int ROWS = 1020;

    /** Most columns of a block of {@code b}, which stays in L2. */
    private static final int COLUMNS = 96;

    /** Multiplications that justify one more thread. */
    private static final int WORK_PER_THREAD = 1 << 19;

    private MatrixProduct() {}

    /**
     * Adds {@code a·b} to a matrix.
     *
     * @param sum the matrix, of {@code a}'s rows and {@code b}'s columns, in row-major order
     */
    public static void add(Matrix a, Matrix b, double[] sum) {
        add(a, b, sum, ProductTile.BEST);
    }

    static void add(Matrix a, Matrix b, double[] sum, ProductTile tile) {
        new Product(a, b, sum, b.columns(), sum, null, tile).compute();
    }

    /**
     * Writes {@code a·b} with a row added to each of its rows.
     *
     * @param row one element per column of {@code b}
     * @param sum receives the result, of {@code a}'s rows and {@code b}'s columns, in row-major order
     */
    public static void write(Matrix a, Matrix b, double[] row, double[] sum) {
        write(a, b, row, sum, null);
    }

    /**
     * Writes {@code a·b}, each element rounded once when it is stored.
     *
     * @param product receives the result, of {@code a}'s rows and {@code b}'s columns, in row-major order
     */
    public static void write(Matrix a, Matrix b, Tensor product) {
        double[] zeros = new double[b.columns()];
        switch (product) {
            case Float64Tensor(_, double[] values) -> write(a, b, zeros, values);
            case Float32Tensor rounded -> {
                double[] sums = Storage.doubles(a.columns() > DEPTH ? rounded.values().length : 0);
                write(a, b, zeros, sums, rounded);
                Storage.giveBack(sums);
            }
        }
    }

    private static void write(Matrix a, Matrix b, double[] row, double[] sums,
            @Nullable Float32Tensor rounded) {
        ProductTile tile = ProductTile.BEST;
        double[] wholeTiles = Arrays.copyOf(row, tile.count(row.length) * tile.columns());
        new Product(a, b, wholeTiles, 0, sums, rounded, tile).compute();
    }

    /**
     * One product and where it goes.
     *
     * @param start initial values of the sums
     * @param startStride distance between the rows of {@code start}, or 0 for a single row, padded to whole tiles
     * @param sums receives partial sums, and the result unless it is to be rounded
     * @param rounded receives the rounded result, if present
     */
    private record Product(
        Matrix a,
        Matrix b,
        double[] start,
        int startStride,
        double[] sums,
        @Nullable Float32Tensor rounded,
        ProductTile tile) {

        void compute() {
            long work = (long) a.rows() * b.columns() * a.columns();
            if (b.columns() >= a.rows()) {
                int width = tile.columns();
                Parallel.run(tile.count(b.columns()), work, WORK_PER_THREAD,
                        (from, to) -> computePart(0, a.rows(), from * width, Math.min(to * width, b.columns())));
            } else {
                int height = tile.rows();
                Parallel.run(Math.ceilDiv(a.rows(), height), work, WORK_PER_THREAD,
                        (from, to) -> computePart(from * height, Math.min(to * height, a.rows()), 0, b.columns()));
            }
        }

        /** Computes a range of rows and columns. */
        private void computePart(int fromRow, int toRow, int fromColumn, int toColumn) {
            int highest = partSize(toRow - fromRow, ROWS, tile.rows());
            int deepest = partSize(a.columns(), DEPTH, 1);
            int widest = partSize(toColumn - fromColumn, COLUMNS, tile.columns());
            PackingBuffers buffers = PackingBuffers.acquire(highest, deepest, widest, tile);
            for (int row = fromRow; row < toRow; row += highest) {
                int rows = Math.min(highest, toRow - row);
                int inner = 0;
                do {
                    int depth = Math.min(deepest, a.columns() - inner);
                    int unpacked = unpackedRows(rows);
                    buffers.packLeft(a, row + unpacked, rows - unpacked, inner, depth);
                    for (int column = fromColumn; column < toColumn; column += widest) {
                        int columns = Math.min(widest, toColumn - column);
                        Deadline.check();
                        buffers.packRight(b, inner, depth, column, columns, tile);
                        computeBlock(new Block(row, rows, inner, depth, column, columns), buffers);
                    }
                    inner += depth;
                } while (inner < a.columns());
            }
            buffers.release();
        }

        /** How many of a block's first rows of {@code a} are read in place, without packing. */
        private int unpackedRows(int rows) {
            boolean isReadable = a.columnStride() == 1 && a.numbers() instanceof Float64Tensor;
            return isReadable ? rows / tile.rows() * tile.rows() : 0;
        }

        private void computeBlock(Block block, PackingBuffers buffers) {
            for (int i = 0; i < block.rows; i += tile.rows()) {
                int height = Math.min(tile.rows(), block.rows - i);
                computeTiles(left(block, i, buffers), block.row + i, height, block, buffers);
            }
        }

        private StridedRows left(Block block, int i, PackingBuffers buffers) {
            int unpacked = unpackedRows(block.rows);
            return i < unpacked && a.numbers() instanceof Float64Tensor wide
                    ? new StridedRows(wide.values(), a.position(block.row + i, block.inner), a.rowStride())
                    : buffers.left(i - unpacked);
        }

        /** Computes a row of tiles. */
        private void computeTiles(StridedRows left, int row, int height, Block block, PackingBuffers buffers) {
            int count = tile.count(block.columns);
            StridedRows padded = new StridedRows(buffers.tiles(), 0, count * tile.columns());
            boolean overhangs = height < tile.rows() || block.columns < padded.stride();
            Float32Tensor target = block.inner + block.depth == a.columns() ? rounded : null;
            StridedRows exact = new StridedRows(sums, row * b.columns() + block.column, b.columns());
            StridedRows from = block.inner > 0
                    ? exact
                    : new StridedRows(start, row * startStride + block.column, startStride);
            if (overhangs && from.stride() > 0) {
                from.copy(height, block.columns, padded);
                from = padded;
            }
            StridedRows to = overhangs || target != null ? padded : exact;
            tile.add(count, left, buffers.right(), block.depth, from, to);
            if (target != null) {
                padded.write(height, block.columns, target, exact.offset(), exact.stride());
            } else if (overhangs) {
                padded.copy(height, block.columns, exact);
            }
        }

        /** Offset and number of a block's rows, inner elements and columns. */
        private record Block(int row, int rows, int inner, int depth, int column, int columns) {}
    }

    /** Splits {@code count} into parts of at most {@code most} and nearly equal size; the size is a multiple of {@code step}. */
    private static int partSize(int count, int most, int step) {
        int parts = Math.max(1, Math.ceilDiv(count, most));
        return Math.ceilDiv(Math.ceilDiv(count, parts), step) * step;
    }
}
