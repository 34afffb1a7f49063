package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.function.UnaryOperator;

/**
 * The cosine of two vectors a and b, {@code c = a·b / √(A B)}, where A and B are their squared norms, padded so that they
 * are not 0. Numbers have an exponent of their own, so that no square overflows or underflows.
 */
final class Cosine {

    /** Above it, the complement is computed without subtraction from 1. */
    private static final double CLOSE = 0.5;

    private final double[] a;
    private final double[] b;
    private final int count;
    private final ScaledDoubleDouble dot;
    private final Square squareA;
    private final Square squareB;
    private final ScaledDoubleDouble root;
    private final ScaledDoubleDouble cosine;

    private Cosine(double[] a, double[] b, int count, UnaryOperator<Square> padding) {
        this.a = a;
        this.b = b;
        this.count = count;
        this.dot = dot(a, b, count);
        this.squareA = padding.apply(new Square(dot(a, a, count), ScaledDoubleDouble.ZERO, true));
        this.squareB = padding.apply(new Square(dot(b, b, count), ScaledDoubleDouble.ZERO, true));
        this.root = squareA.padded().times(squareB.padded()).squareRoot();
        this.cosine = dot.dividedBy(root);
    }

    /** The cosine with norms of at least {@code eps}. */
    static Cosine floored(double[] a, double[] b, int count, double eps) {
        ScaledDoubleDouble least = ScaledDoubleDouble.of(eps).squared();
        return new Cosine(a, b, count, square -> square.atLeast(least));
    }

    /** The cosine with {@code eps} added to squared norms. */
    static Cosine padded(double[] a, double[] b, int count, double eps) {
        ScaledDoubleDouble padding = ScaledDoubleDouble.of(eps);
        return new Cosine(a, b, count, square -> new Square(square.exact, padding, true));
    }

    /**
     * A squared norm.
     *
     * @param exact the sum of squares
     * @param padding what is added to it
     * @param isVariable whether the padded square depends on the vector
     */
    private record Square(ScaledDoubleDouble exact, ScaledDoubleDouble padding, boolean isVariable) {

        ScaledDoubleDouble padded() {
            return exact.plus(padding);
        }

        Square atLeast(ScaledDoubleDouble least) {
            return exact.isLessThan(least) ? new Square(exact, least.minus(exact), false) : this;
        }
    }

    private static ScaledDoubleDouble dot(double[] a, double[] b, int count) {
        ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
        for (int k = 0; k < count; k++) {
            sum = sum.plus(ScaledDoubleDouble.of(a[k]).times(b[k]));
        }
        return sum;
    }

    /** Whether all components are finite. */
    boolean isDefined() {
        return Double.isFinite(root.significand().hi());
    }

    /** The cosine itself. */
    DoubleDouble value() {
        return cosine.toDoubleDouble();
    }

    /** One minus the cosine, at full precision where the vectors are nearly parallel. */
    DoubleDouble complement() {
        DoubleDouble cosine = value();
        if (cosine.hi() <= CLOSE) {
            return DoubleDouble.ONE.minus(cosine);
        }
        ScaledDoubleDouble excess = squareA.padding.times(squareB.padded())
                .plus(squareB.padding.times(squareA.exact));
        return gram().plus(excess).dividedBy(root.times(root.plus(dot))).toDoubleDouble();
    }

    /**
     * {@code ‖a‖²‖b‖² − (a·b)²}. With the largest component p of b and {@code w = b_p a − a_p b}, which is exact, it is
     * {@code (‖w‖²‖b‖² − (w·b)²)/b_p²}; these cannot cancel by more than the number of components, since w_p is 0.
     */
    private ScaledDoubleDouble gram() {
        int largest = 0;
        for (int k = 1; k < count; k++) {
            largest = Math.abs(b[k]) > Math.abs(b[largest]) ? k : largest;
        }
        ScaledDoubleDouble a0 = ScaledDoubleDouble.of(a[largest]);
        ScaledDoubleDouble b0 = ScaledDoubleDouble.of(b[largest]);
        ScaledDoubleDouble square = ScaledDoubleDouble.ZERO;
        ScaledDoubleDouble along = ScaledDoubleDouble.ZERO;
        for (int k = 0; k < count; k++) {
            ScaledDoubleDouble w = b0.times(a[k]).minus(a0.times(b[k])).normalized();
            square = square.plus(w.squared());
            along = along.plus(w.times(b[k]));
        }
        return square.times(squareB.exact).minus(along.squared()).dividedBy(b0.squared());
    }

    /** The derivative of the cosine with respect to {@code a[k]}: {@code b_k/√(A B) − c a_k/A}, or only the first. */
    ScaledDoubleDouble gradientA(int k) {
        return gradient(a[k], squareA, b[k]);
    }

    /** The derivative of the cosine with respect to {@code b[k]}. */
    ScaledDoubleDouble gradientB(int k) {
        return gradient(b[k], squareB, a[k]);
    }

    private ScaledDoubleDouble gradient(double own, Square square, double other) {
        ScaledDoubleDouble direct = ScaledDoubleDouble.of(other).dividedBy(root);
        return square.isVariable ? direct.minus(cosine.times(own).dividedBy(square.padded())) : direct;
    }
}
