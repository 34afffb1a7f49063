package dev.nabla.loss.embedding;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * The p-norm distance between two vectors, {@code δ = ‖a - b + eps‖_p}, and its gradient. Components are taken relative
 * to the largest, so that no power overflows or underflows.
 */
final class Distance {

    private final double[] a;
    private final double[] b;
    private final int count;
    private final double p;
    private final double eps;
    private final ScaledDoubleDouble largest;
    private final DoubleDouble sumOfPowers;
    private final DoubleDouble root;

    Distance(double[] a, double[] b, int count, double p, double eps) {
        this.a = a;
        this.b = b;
        this.count = count;
        this.p = p;
        this.eps = eps;
        this.largest = largest();
        this.sumOfPowers = sumOfPowers();
        this.root = root();
    }

    /** The distance itself. */
    ScaledDoubleDouble length() {
        return largest.isZero() ? ScaledDoubleDouble.ZERO : largest.times(root);
    }

    /** The derivative of the distance with respect to {@code a[k]}: {@code sign(u)(|u|/δ)^(p-1)}; 0 at distance 0. */
    DoubleDouble gradient(int k) {
        ScaledDoubleDouble component = component(k);
        if (component.isZero()) {
            return DoubleDouble.ZERO;
        }
        DoubleDouble size = power(relative(component), p - 1).times(root).dividedBy(sumOfPowers);
        return component.sign() < 0 ? size.negated() : size;
    }

    /**
     * How much farther {@code a} is from {@code b} than from that of another distance with the same {@code a} and the 2-norm.
     * Distances that may be equal in all their digits are not subtracted, but their squares.
     */
    ScaledDoubleDouble lead(Distance other) {
        ScaledDoubleDouble total = length().plus(other.length());
        return total.isZero() || !Double.isFinite(total.significand().hi())
                ? length().minus(other.length())
                : differenceOfSquares(a, b, other.b, count, eps).dividedBy(total);
    }

    /** {@code ‖a − b + eps‖² − ‖a − c + eps‖² = Σ (c − b)(2a − b − c + 2 eps)}, whose factors are exact. */
    static ScaledDoubleDouble differenceOfSquares(double[] a, double[] b, double[] c, int count, double eps) {
        ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
        for (int k = 0; k < count; k++) {
            ScaledDoubleDouble both = ScaledDoubleDouble.difference(a[k], b[k])
                    .plus(ScaledDoubleDouble.difference(a[k], c[k])).plus(ScaledDoubleDouble.of(eps).shifted(1));
            sum = sum.plus(ScaledDoubleDouble.difference(c[k], b[k]).times(both));
        }
        return sum;
    }

    /** A component of the vector whose norm is the distance: {@code a[k] - b[k] + eps}. */
    ScaledDoubleDouble component(int k) {
        return ScaledDoubleDouble.difference(a[k], b[k]).plus(ScaledDoubleDouble.of(eps));
    }

    private ScaledDoubleDouble largest() {
        ScaledDoubleDouble largest = ScaledDoubleDouble.ZERO;
        for (int k = 0; k < count; k++) {
            ScaledDoubleDouble size = component(k).abs();
            largest = size.minus(largest).sign() < 0 ? largest : size;
        }
        return largest;
    }

    private DoubleDouble relative(ScaledDoubleDouble component) {
        if (largest.isInfinite()) {
            return DoubleDouble.of(component.isInfinite() ? 1 : 0);
        }
        return component.abs().dividedBy(largest).toDoubleDouble();
    }

    private DoubleDouble sumOfPowers() {
        CompensatedSum sum = new CompensatedSum();
        for (int k = 0; k < count; k++) {
            ScaledDoubleDouble component = component(k);
            if (!component.isZero()) {
                DoubleDouble power = power(relative(component), p);
                sum.add(power.hi());
                sum.add(power.lo());
            }
        }
        return new DoubleDouble(sum.hi(), sum.lo());
    }

    private DoubleDouble root() {
        if (p == 1) {
            return sumOfPowers;
        }
        if (p == 2) {
            return sumOfPowers.squareRoot();
        }
        DoubleDouble exponent = DoubleDouble.quotient(1, p);
        double rest = exponent.lo() * Elementary.log(sumOfPowers.hi());
        DoubleDouble root = power(sumOfPowers, exponent.hi());
        return root.plus(root.hi() * rest);
    }

    /** A power of a nonnegative number: the power of its high part, corrected to first order for its low part. */
    private static DoubleDouble power(DoubleDouble base, double exponent) {
        if (exponent == 0 || exponent == 1 || exponent == 2 || base.isZero()) {
            return exponent == 0 ? DoubleDouble.of(1) : exponent == 2 ? base.squared() : base;
        }
        double power = Elementary.pow(base.hi(), exponent);
        return DoubleDouble.normalized(power, power * (exponent * (base.lo() / base.hi())));
    }
}
