package dev.nabla.loss.embedding;

import dev.nabla.kernel.Matrix;
import dev.nabla.kernel.MatrixProduct;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Storage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the farthest or nearest of vectors. Matrix products give squared distances, a block of anchors at a time, within a bound;
 * where several are within it, differences of vectors decide, to all digits.
 */
final class SquaredDistances {

    /** Squared distances of a block. */
    private static final int BLOCK = 1 << 20;

    /** What underflow may hide of a squared distance. */
    private static final double LEAST = 0x1p-1000;

    /** Binary digits of a difference of squares that can be relied on. */
    private static final int DIGITS = 80;

    private final double[][] rows;
    private final int features;
    private final double[] scaled;
    private final double[] squares;
    private final double relativeError;
    private double[] block = new double[0];
    private int first;

    SquaredDistances(double[][] rows, int features) {
        this.rows = rows;
        this.features = features;
        this.relativeError = (features + 8) * Math.ulp(1.0);
        this.scaled = scaled();
        this.squares = new double[rows.length];
        for (int row = 0; row < squares.length; row++) {
            for (int i = row * features; i < (row + 1) * features; i++) {
                squares[row] += scaled[i] * scaled[i];
            }
        }
    }

    /** All vectors, times the power of two that makes the largest component at most 1; infinities stay. */
    private double[] scaled() {
        int exponent = Double.MIN_EXPONENT;
        for (double[] row : rows) {
            for (double component : row) {
                exponent = Double.isFinite(component)
                        ? Math.max(exponent, Math.getExponent(component) + 1)
                        : exponent;
            }
        }
        double[] all = new double[rows.length * features];
        for (int i = 0; i < all.length; i++) {
            all[i] = Math.scalb(rows[i / features][i % features], -exponent);
        }
        return all;
    }

    /** Goes through all anchors; {@link #extreme} then answers for those of the range. */
    void forEachBlock(Parallel.Range range) {
        int height = Math.clamp(BLOCK / Math.max(1, rows.length), 1, Math.max(1, rows.length));
        Matrix all = Matrix.of(scaled, rows.length, features).transposed();
        block = Storage.doubles(height * rows.length);
        for (first = 0; first < rows.length; first += height) {
            int end = Math.min(first + height, rows.length);
            double[] left = Arrays.copyOfRange(scaled, first * features, end * features);
            Arrays.setAll(left, i -> -2 * left[i]);
            MatrixProduct.write(Matrix.of(left, end - first, features), all, squares, block);
            range.run(first, end);
        }
        Storage.giveBack(block);
    }

    /** The farthest or nearest partner of an anchor, the first of several; or one that is NaN. */
    int extreme(int anchor, int[] partners, boolean isFarthest) {
        double side = isFarthest ? 1 : -1;
        double best = Double.NEGATIVE_INFINITY;
        for (int partner : partners) {
            double surely = side * distance(anchor, partner) - error(anchor, partner);
            best = surely > best ? surely : best;
        }
        int found = -1;
        for (int partner : partners) {
            boolean mayBe = !(side * distance(anchor, partner) + error(anchor, partner) < best);
            if (mayBe && (found < 0 || isBeyond(side * compare(anchor, partner, found), partner))) {
                found = partner;
            }
        }
        return found;
    }

    private boolean isBeyond(double order, int partner) {
        return order > 0 || (Double.isNaN(order) && Arrays.stream(rows[partner]).anyMatch(Double::isNaN));
    }

    private double distance(int anchor, int partner) {
        return squares[anchor] + block[(anchor - first) * rows.length + partner];
    }

    private double error(int anchor, int partner) {
        return relativeError * (squares[anchor] + squares[partner]) + LEAST;
    }

    /** The sign of ‖a − p‖² − ‖a − q‖². */
    private double compare(int anchor, int p, int q) {
        if (Arrays.equals(rows[p], rows[q])) {
            return 0;
        }
        ScaledDoubleDouble difference = Distance.differenceOfSquares(rows[anchor], rows[p], rows[q], features, 0);
        ScaledDoubleDouble size = new Distance(rows[anchor], rows[p], features, 2, 0).length().squared()
                .plus(new Distance(rows[p], rows[q], features, 2, 0).length().squared());
        boolean isDecided = size.shifted(-DIGITS).isLessThan(difference.abs());
        return isDecided || !Double.isFinite(size.significand().hi())
                ? difference.sign()
                : square(anchor, p).compareTo(square(anchor, q));
    }

    private BigDecimal square(int a, int b) {
        return IntStream.range(0, features)
                .mapToObj(k -> new BigDecimal(rows[a][k]).subtract(new BigDecimal(rows[b][k])).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
