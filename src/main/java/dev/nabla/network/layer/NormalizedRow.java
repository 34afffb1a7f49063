package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.Arrays;

/**
 * A normalized row.
 *
 * @param high the normalized elements, rounded to float64
 * @param low what was rounded off
 * @param scale the derivative of a normalized element by its element, if the statistics did not change: 1/√(σ² + ε)
 * @param statistics what of μ and σ is computed from the row
 * @param mean μ
 * @param squares the sum of the squares of the differences from μ
 */
record NormalizedRow(
    double[] high,
    double[] low,
    ScaledDoubleDouble scale,
    Statistics statistics,
    ScaledDoubleDouble mean,
    ScaledDoubleDouble squares) {

    /** What of the statistics is computed from the row, so that they change with it. */
    private enum Statistics {
        MEAN_AND_SQUARES,
        SQUARES,
        NONE
    }

    /** Normalizes a row to mean 0 and variance 1. */
    static NormalizedRow centered(double[] x, double eps) {
        int exponent = scale(x);
        return of(x, exponent, mean(x), eps, Statistics.MEAN_AND_SQUARES);
    }

    /** Normalizes a row to a mean square of 1. */
    static NormalizedRow uncentered(double[] x, double eps) {
        int exponent = scale(x);
        return of(x, exponent, DoubleDouble.ZERO, eps, Statistics.SQUARES);
    }

    /** Scales the largest element to about 1, so that squares neither overflow nor underflow. */
    private static int scale(double[] x) {
        int exponent = ScaledDoubleDouble.of(largest(x)).exponent();
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.scalb(x[i], -exponent);
        }
        return exponent;
    }

    private static DoubleDouble mean(double[] x) {
        if (isConstant(x)) {
            return DoubleDouble.of(x[0]);
        }
        CompensatedSum sum = new CompensatedSum();
        for (double each : x) {
            sum.add(each);
        }
        return sum.total().dividedBy(x.length);
    }

    /** Normalizes a row by a mean and a variance that are given. */
    static NormalizedRow given(double[] x, double mean, double variance, double eps) {
        ScaledDoubleDouble inverse = ScaledDoubleDouble.ONE
                .dividedBy(ScaledDoubleDouble.of(variance).plus(ScaledDoubleDouble.of(eps)).squareRoot());
        double[] low = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            DoubleDouble normal = ScaledDoubleDouble.difference(x[i], mean).times(inverse).toDoubleDouble();
            x[i] = normal.hi();
            low[i] = normal.lo();
        }
        return new NormalizedRow(x, low, inverse, Statistics.NONE, ScaledDoubleDouble.of(mean),
                ScaledDoubleDouble.ZERO);
    }

    private static NormalizedRow of(double[] x, int exponent, DoubleDouble mean, double eps, Statistics statistics) {
        DoubleDouble squares = DoubleDouble.ZERO;
        for (double each : x) {
            squares = squares.plus(mean.minus(each).squared());
        }
        ScaledDoubleDouble variance = ScaledDoubleDouble.of(squares.dividedBy(x.length))
                .plus(ScaledDoubleDouble.of(eps).times(ScaledDoubleDouble.power(-2 * exponent)));
        ScaledDoubleDouble inverse = ScaledDoubleDouble.ONE.dividedBy(variance.squareRoot());
        double[] low = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            DoubleDouble normal = inverse.times(mean.minus(x[i]).negated()).toDoubleDouble();
            x[i] = normal.hi();
            low[i] = normal.lo();
        }
        return new NormalizedRow(x, low, inverse.times(ScaledDoubleDouble.power(-exponent)), statistics,
                ScaledDoubleDouble.of(mean).times(ScaledDoubleDouble.power(exponent)),
                ScaledDoubleDouble.of(squares).times(ScaledDoubleDouble.power(2 * exponent)));
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double each : x) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }

    private static boolean isConstant(double[] x) {
        return Arrays.stream(x).allMatch(each -> each == x[0]);
    }

    DoubleDouble normal(int i) {
        return new DoubleDouble(high[i], low[i]);
    }

    /** The gradient with respect to the row, given that with respect to its normalized elements. */
    double[] gradient(ScaledDoubleDouble[] h) {
        ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
        ScaledDoubleDouble projection = ScaledDoubleDouble.ZERO;
        for (int i = 0; i < h.length; i++) {
            sum = sum.plus(h[i]);
            projection = projection.plus(h[i].times(normal(i)));
        }
        DoubleDouble count = DoubleDouble.of(h.length);
        ScaledDoubleDouble ofMean = statistics == Statistics.MEAN_AND_SQUARES
                ? sum.dividedBy(count)
                : ScaledDoubleDouble.ZERO;
        ScaledDoubleDouble ofSquares = statistics == Statistics.NONE
                ? ScaledDoubleDouble.ZERO
                : projection.dividedBy(count);
        double[] gradient = new double[h.length];
        for (int i = 0; i < h.length; i++) {
            gradient[i] = h[i].minus(ofMean).minus(ofSquares.times(normal(i))).times(scale).value();
        }
        return gradient;
    }
}
