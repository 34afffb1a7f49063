package dev.nabla.loss.embedding;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Matrix;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Storage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of a batch that take part, without gaps, each divided by its norm if the loss says so. Those are multiplied by a
 * power of two, so that products of small components do not underflow.
 */
final class BatchRows {

    /** The least norm that a vector is divided by. */
    private static final ScaledDoubleDouble LEAST_NORM = ScaledDoubleDouble.of(1e-12);

    private static final int UNIT_EXPONENT = 500;

    /** Products of a smaller size are computed with an exponent of their own. */
    private static final double LEAST_EXACT = 0x1p-900;

    /** The largest exponent of numbers whose sums are in range. */
    private static final int SUMMABLE_EXPONENT = 990;

    private final double[] elements;
    private final int[] items;
    private final int features;
    private final double[] rows;
    private final int[] exponents;
    private final int exponent;
    private final @Nullable Norm[] norms;

    /**
     * Collects vectors.
     *
     * @param elements the vectors of the whole batch
     * @param items the indices of those that take part
     */
    BatchRows(double[] elements, int features, int[] items, boolean isNormalized) {
        this.elements = elements;
        this.features = features;
        this.items = items;
        this.rows = Storage.doubles(items.length * features);
        this.exponents = IntStream.of(items).map(this::exponent).toArray();
        this.norms = new @Nullable Norm[isNormalized ? items.length : 0];
        this.exponent = isNormalized ? UNIT_EXPONENT : 0;
        Parallel.run(items.length, rows.length, Parallel.ELEMENTS_PER_THREAD, this::fill);
    }

    /**
     * The norm of a vector, or what it is divided by instead.
     *
     * @param isFloored whether the norm is too small to divide by
     * @param isZero whether the norm is 0
     */
    private record Norm(ScaledDoubleDouble divisor, boolean isFloored, boolean isZero) {}

    int count() {
        return items.length;
    }

    int features() {
        return features;
    }

    /** The index of a row in the batch. */
    int item(int row) {
        return items[row];
    }

    Matrix matrix() {
        return Matrix.of(rows, items.length, features);
    }

    /** Copies some rows. */
    void copy(int from, int to, double[] into) {
        System.arraycopy(rows, from * features, into, 0, (to - from) * features);
    }

    /** The exponent of the power of two that products with rows of another side are divided by. */
    int productExponent(BatchRows other) {
        return exponent + other.exponent;
    }

    /** The exponent of the largest component of a vector; above all others if that is not finite. */
    private int exponent(int item) {
        double largest = 0;
        for (int i = item * features; i < (item + 1) * features; i++) {
            largest = Math.max(largest, Math.abs(elements[i]));
        }
        return Math.max(Double.MIN_EXPONENT, Math.getExponent(largest));
    }

    private void fill(int from, int to) {
        for (int row = from; row < to; row++) {
            if (norms.length > 0) {
                normalize(row);
            } else {
                System.arraycopy(elements, items[row] * features, rows, row * features, features);
            }
        }
    }

    private double element(int row, int k) {
        return elements[items[row] * features + k];
    }

    private void normalize(int row) {
        int unit = exponents[row];
        Norm norm = norm(row, unit);
        norms[row] = norm;
        ScaledDoubleDouble inverse = ScaledDoubleDouble.ONE.dividedBy(norm.divisor).shifted(exponent + unit);
        DoubleDouble factor = inverse.toDoubleDouble();
        for (int k = 0; k < features; k++) {
            double component = Math.scalb(element(row, k), -unit);
            rows[row * features + k] = Math.fma(component, factor.hi(), component * factor.lo());
        }
    }

    private Norm norm(int row, int unit) {
        CompensatedSum squares = new CompensatedSum();
        for (int k = 0; k < features; k++) {
            double component = Math.scalb(element(row, k), -unit);
            squares.addProduct(component, component);
        }
        ScaledDoubleDouble norm = ScaledDoubleDouble.of(squares.total()).squareRoot().shifted(unit);
        return norm.isLessThan(LEAST_NORM)
                ? new Norm(LEAST_NORM, true, norm.isZero())
                : new Norm(norm, false, false);
    }

    /** The exponent of the power of two that factors of rows have to be divided by so that their sums do not overflow. */
    int excess() {
        return norms.length > 0 ? 0 : Math.max(0, IntStream.of(exponents).max().orElse(0) - SUMMABLE_EXPONENT);
    }

    /** Whether all components are numbers. */
    boolean areFinite() {
        return IntStream.of(exponents).allMatch(each -> each <= Double.MAX_EXPONENT);
    }

    /** The product of two vectors, not divided by their norms, also where it is beyond float64. */
    ScaledDoubleDouble product(int row, BatchRows other, int otherRow) {
        int lift = UNIT_EXPONENT - exponents[row];
        int otherLift = UNIT_EXPONENT - other.exponents[otherRow];
        double sum = 0;
        for (int k = 0; k < features; k++) {
            sum = Math.fma(Math.scalb(element(row, k), lift), Math.scalb(other.element(otherRow, k), otherLift), sum);
        }
        return ScaledDoubleDouble.of(sum).shifted(-lift - otherLift);
    }

    /**
     * Writes the gradient with respect to the vectors of the batch.
     *
     * @param slopes the gradient with respect to the rows, made of the rows of another side
     * @param scale what slopes are to be multiplied by
     */
    void gradient(BatchRows other, double[] slopes, ScaledDoubleDouble scale, double[] gradient) {
        ScaledDoubleDouble factor = scale.shifted(-other.exponent);
        Parallel.run(items.length, slopes.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int row = from; row < to; row++) {
                gradient(row, slopes, factor, gradient);
            }
        });
    }

    private void gradient(int row, double[] slopes, ScaledDoubleDouble scale, double[] gradient) {
        Norm norm = norms.length > 0 ? norms[row] : null;
        DoubleDouble along = norm == null || norm.isFloored ? DoubleDouble.ZERO : along(row, slopes);
        ScaledDoubleDouble factor = norm == null ? scale : scale.dividedBy(norm.divisor);
        DoubleDouble inRange = factor.isDoubleDouble() ? factor.toDoubleDouble() : DoubleDouble.ZERO;
        boolean isFlat = norm != null && norm.isZero;
        for (int k = 0; k < features; k++) {
            int i = row * features + k;
            DoubleDouble across = along.times(-rows[i]).plus(slopes[i]);
            double slope = inRange.times(across).hi();
            boolean isExact = Math.abs(slope) > LEAST_EXACT && Math.abs(slope) <= Double.MAX_VALUE;
            gradient[items[row] * features + k] = isFlat ? 0 : isExact ? slope : 0.0 + factor.times(across).value();
        }
    }

    /** {@code u·G} of a row u and its slopes G, each a power of two larger, without these powers. */
    private DoubleDouble along(int row, double[] slopes) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = row * features; i < (row + 1) * features; i++) {
            sum.addProduct(rows[i], slopes[i]);
        }
        return sum.scaledTotal().shifted(-2 * exponent).toDoubleDouble();
    }
}
