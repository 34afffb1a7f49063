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
 * {@code fma(a_ik, b_kj, …fma(a_i0, b_0j, c_ij))}: neither the blocks, nor the number of lanes or threads, can be seen in
 * its bits. Operands are copied first where their numbers do not lie as they are needed, so that a transpose costs little
 * more.
 *
 * @see <a href="https://doi.org/10.1145/1356052.1356053">Goto and van de Geijn (2008), Anatomy of high-performance matrix
 *     multiplication</a>
 */
public final class MatrixProduct {

    /** Inner elements of a block at most. */
    private static final int DEPTH = 400;

    /** Rows of a block of {@code a}, which stays near; those of a tile stay in L1. */
    private static final int ROWS = 170 * ProductTile.ROWS;

    /** Columns of a block of {@code b}, which stays in L2. */
    private static final int COLUMNS = 96;

    /** Multiplications that are worth a thread. */
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
        new Product(a, b, sum, b.columns(), sum, null, tile).compute();
    }

    /**
     * Writes {@code a·b} with a row added to each of its rows.
     *
     * @param row as many numbers as {@code b} has columns
     * @param sum as many rows as {@code a} by as many columns as {@code b}, in row-major order; whatever was there is lost
     */
    public static void write(Matrix a, Matrix b, double[] row, double[] sum) {
        write(a, b, row, sum, null);
    }

    /**
     * Writes {@code a·b}, each number rounded once as it is stored.
     *
     * @param product as many rows as {@code a} by as many columns as {@code b}, in row-major order; whatever was there is
     *     lost
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
     * A product that is to be computed.
     *
     * @param start what it is added to
     * @param startStride how far apart the rows of that are, or 0 if it is one, of whole tiles
     * @param sums takes what is not finished yet, and what is not to be rounded
     * @param rounded takes what is finished, rounded, if there is one
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
                Parallel.run(tile.count(b.columns()), work, WORTHWHILE,
                        (from, to) -> computePart(0, a.rows(), from * width, Math.min(to * width, b.columns())));
            } else {
                int height = ProductTile.ROWS;
                Parallel.run(Math.ceilDiv(a.rows(), height), work, WORTHWHILE,
                        (from, to) -> computePart(from * height, Math.min(to * height, a.rows()), 0, b.columns()));
            }
        }

        /** Computes the rows and columns from one up to another. */
        private void computePart(int fromRow, int toRow, int fromColumn, int toColumn) {
            int highest = evenly(toRow - fromRow, ROWS, ProductTile.ROWS);
            int deepest = evenly(a.columns(), DEPTH, 1);
            int widest = evenly(toColumn - fromColumn, COLUMNS, tile.columns());
            Panels panels = Panels.take(highest, deepest, widest);
            for (int row = fromRow; row < toRow; row += highest) {
                int rows = Math.min(highest, toRow - row);
                int inner = 0;
                do {
                    int depth = Math.min(deepest, a.columns() - inner);
                    int asTheyLie = asTheyLie(rows);
                    panels.packLeft(a, row + asTheyLie, rows - asTheyLie, inner, depth);
                    for (int column = fromColumn; column < toColumn; column += widest) {
                        int columns = Math.min(widest, toColumn - column);
                        panels.packRight(b, inner, depth, column, columns, tile);
                        computeBlock(new Block(row, rows, inner, depth, column, columns), panels);
                    }
                    inner += depth;
                } while (inner < a.columns());
            }
            panels.give();
        }

        /** How many of so many rows of {@code a} need not be packed. */
        private int asTheyLie(int rows) {
            boolean lieWell = a.columnStride() == 1 && a.numbers() instanceof Float64Tensor;
            return lieWell ? rows / ProductTile.ROWS * ProductTile.ROWS : 0;
        }

        private void computeBlock(Block block, Panels panels) {
            for (int i = 0; i < block.rows; i += ProductTile.ROWS) {
                int height = Math.min(ProductTile.ROWS, block.rows - i);
                computeTiles(left(block, i, panels), block.row + i, height, block, panels);
            }
        }

        private Runs left(Block block, int i, Panels panels) {
            int asTheyLie = asTheyLie(block.rows);
            return i < asTheyLie && a.numbers() instanceof Float64Tensor wide
                    ? new Runs(wide.values(), a.position(block.row + i, block.inner), a.rowStride())
                    : panels.left(i - asTheyLie);
        }

        /** Computes tiles that lie side by side. */
        private void computeTiles(Runs left, int row, int height, Block block, Panels panels) {
            int tiles = tile.count(block.columns);
            Runs aside = new Runs(panels.aside(), 0, tiles * tile.columns());
            boolean overhangs = height < ProductTile.ROWS || block.columns < aside.apart();
            Float32Tensor goal = block.inner + block.depth == a.columns() ? rounded : null;
            Runs here = new Runs(sums, row * b.columns() + block.column, b.columns());
            Runs from = block.inner > 0 ? here : new Runs(start, row * startStride + block.column, startStride);
            if (overhangs && from.apart() > 0) {
                from.copy(height, block.columns, aside);
                from = aside;
            }
            Runs to = overhangs || goal != null ? aside : here;
            tile.add(tiles, left, panels.right(), block.depth, from, to);
            if (goal != null) {
                aside.write(height, block.columns, goal, here.from(), here.apart());
            } else if (overhangs) {
                aside.copy(height, block.columns, here);
            }
        }

        /** Rows, inner elements and columns, from one on each. */
        private record Block(int row, int rows, int inner, int depth, int column, int columns) {}
    }

    /** The size of the largest of equal parts that are not larger than {@code most}, in whole steps. */
    private static int evenly(int count, int most, int step) {
        int parts = Math.max(1, Math.ceilDiv(count, most));
        return Math.ceilDiv(Math.ceilDiv(count, parts), step) * step;
    }
}
