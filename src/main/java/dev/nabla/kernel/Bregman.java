package dev.nabla.kernel;

import static java.lang.Math.fma;

/**
 * What a tangent at 1 or at 0 leaves of a convex function: x − log(1 + x) and e<sup>x</sup> − 1 − x, the Bregman divergences of
 * the logarithm and the exponential. Neither is negative, and both are nearly x²/2 where x is small, to the last digit.
 *
 * @see <a href="https://doi.org/10.1016/0041-5553(67)90040-7">Bregman (1967)</a>
 */
public final class Bregman {

    /** Below it the series of x − log(1 + x) is cut after x⁸. */
    private static final double SMALL = 0x1p-10;

    /** Up to it the series of e^x − 1 − x is cut after x¹⁴. */
    private static final double HALF_LN2 = 0.5 * Exponential.LN2;

    /** The ratio of two numbers below which their difference no longer holds all digits of the smaller. */
    private static final double LOW = 0x1p-4;

    /** Below it the error of a quotient may be lost. */
    private static final double SUBNORMAL = 0x1p-900;
    private static final double LIFT = 0x1p200;

    private static final DoubleDouble THIRD = DoubleDouble.quotient(1, 3);

    private Bregman() {}

    /** x − log(1 + x) for x ≥ −1 + 2⁻⁴, within 2⁻⁵⁹ of itself. */
    public static DoubleDouble ofLog(DoubleDouble x) {
        double high = x.hi();
        if (Math.abs(high) < SMALL) {
            return x.squared().half().plus(high * high * high * cubicFactor(high));
        }
        return high <= Double.MAX_VALUE ? x.minus(Extended.log(x.plus(1))) : x;
    }

    /** −1/3 + x/4 − … + x⁵/8. */
    private static double cubicFactor(double x) {
        double p = fma(1.0 / 8.0, x, -1.0 / 7.0);
        p = fma(p, x, 1.0 / 6.0);
        p = fma(p, x, -1.0 / 5.0);
        p = fma(p, x, 1.0 / 4.0);
        return fma(p, x, -1.0 / 3.0);
    }

    /** a/b − 1 − log(a/b) of two positive finite numbers, within 2⁻⁵⁹ of itself. */
    public static DoubleDouble ofRatio(double a, double b) {
        double smaller = Math.min(a, b);
        if (smaller > 0 && smaller < SUBNORMAL && Math.max(a, b) < 1 / LIFT) {
            return ofRatio(a * LIFT, b * LIFT);
        }
        if (a >= LOW * b) {
            return ofLog(DoubleDouble.difference(a, b).dividedBy(b));
        }
        return Extended.logRatio(b, a).minus(1).plus(DoubleDouble.quotient(a, b));
    }

    /** e<sup>x</sup> − 1 − x, within 2⁻⁵⁵ of itself. */
    public static DoubleDouble ofExp(DoubleDouble x) {
        double size = Math.abs(x.hi());
        if (size < HALF_LN2) {
            return ofExpBySeries(x);
        }
        if (size < 2 * HALF_LN2) {
            // with y = x/2: e^2y − 1 − 2y = (e^y − 1)² + 2(e^y − 1 − y)
            DoubleDouble rest = ofExpBySeries(x.half());
            return rest.plus(x.half()).squared().plus(rest.plus(rest));
        }
        DoubleDouble exp = Extended.exp(x);
        return exp.hi() <= Double.MAX_VALUE ? exp.minus(1).minus(x) : exp;
    }

    /** x²/2 + x³/6 + … + x¹⁴/14!. */
    private static DoubleDouble ofExpBySeries(DoubleDouble x) {
        double fourth = x.hi() * x.hi() * (x.hi() * x.hi());
        DoubleDouble square = x.squared().half();
        DoubleDouble cube = square.times(x).times(THIRD);
        return square.plus(cube).plus(fourth * Exponential.quarticFactor(x.hi()));
    }
}
