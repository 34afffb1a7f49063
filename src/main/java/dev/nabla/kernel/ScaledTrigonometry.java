package dev.nabla.kernel;

import java.math.BigInteger;

/**
 * Trigonometric functions and their inverses to twice the digits of float64, as {@link ScaledElementary}. Measured by
 * {@code ScaledTrigonometryTests}.
 */
public final class ScaledTrigonometry {

    static final DoubleDouble PI = new DoubleDouble(0x1.921fb54442d18p1, 0x1.1a62633145c07p-53);
    private static final double QUARTER_PI = 0x1.921fb54442d18p-1;

    /** From 2^LARGEST on, too few digits of a number are known for it to have a sine. */
    private static final int LARGEST = 4096;

    /** Fraction bits of a rest, which may be as small as 2⁻¹⁷⁰. */
    private static final int REST_BITS = 300;

    /** 1/k!, k from 0 to 29. */
    private static final DoubleDouble[] INVERSE_FACTORIALS = inverseFactorials(30);

    private ScaledTrigonometry() {}

    private static DoubleDouble[] inverseFactorials(int count) {
        DoubleDouble[] inverses = new DoubleDouble[count];
        inverses[0] = DoubleDouble.ONE;
        for (int k = 1; k < count; k++) {
            inverses[k] = inverses[k - 1].dividedBy(k);
        }
        return inverses;
    }

    /** The sine. NaN for infinities and from 2<sup>4096</sup> on. */
    public static ScaledDoubleDouble sin(ScaledDoubleDouble x) {
        if (ScaledElementary.isTiny(x)) {
            return x.normalized();
        }
        Angle angle = Angle.of(x.abs());
        ScaledDoubleDouble sine = ScaledDoubleDouble.of(angle.sine());
        return x.isSignNegative() ? sine.negated() : sine;
    }

    /** The cosine. NaN for infinities and from 2<sup>4096</sup> on. */
    public static ScaledDoubleDouble cos(ScaledDoubleDouble x) {
        return ScaledDoubleDouble.of(Angle.of(x.abs()).cosine());
    }

    /** The tangent. NaN for infinities and from 2<sup>4096</sup> on. */
    public static ScaledDoubleDouble tan(ScaledDoubleDouble x) {
        if (ScaledElementary.isTiny(x)) {
            return x.normalized();
        }
        Angle angle = Angle.of(x.abs());
        ScaledDoubleDouble tangent = ScaledDoubleDouble.of(angle.sine().dividedBy(angle.cosine()));
        return x.isSignNegative() ? tangent.negated() : tangent;
    }

    /** A number of right angles and a rest of at most π/4 in size. */
    private record Angle(int quadrant, DoubleDouble rest) {

        private static final Angle NONE = new Angle(0, DoubleDouble.of(Double.NaN));

        static Angle of(ScaledDoubleDouble x) {
            ScaledDoubleDouble number = x.normalized();
            if (number.value() <= QUARTER_PI) {
                return new Angle(0, number.toDoubleDouble());
            }
            boolean isKnown = Double.isFinite(number.significand().hi()) && number.exponent() < LARGEST;
            return isKnown ? reduced(number) : NONE;
        }

        private static Angle reduced(ScaledDoubleDouble x) {
            int bits = REST_BITS + Math.max(x.exponent(), 0);
            BigInteger number = FixedPoint.of(x.significand(), bits + x.exponent());
            BigInteger rightAngle = FixedPoint.pi(bits).shiftRight(1);
            BigInteger count = FixedPoint.nearestInteger(number, rightAngle);
            BigInteger rest = number.subtract(count.multiply(rightAngle));
            return new Angle(count.intValue() & 3, FixedPoint.toScaled(rest, bits).toDoubleDouble());
        }

        DoubleDouble sine() {
            DoubleDouble size = quadrant % 2 == 0 ? sineOfSmall(rest) : cosineOfSmall(rest);
            return quadrant < 2 ? size : size.negated();
        }

        DoubleDouble cosine() {
            DoubleDouble size = quadrant % 2 == 0 ? cosineOfSmall(rest) : sineOfSmall(rest);
            return quadrant == 0 || quadrant == 3 ? size : size.negated();
        }
    }

    static DoubleDouble sineOfSmall(DoubleDouble x) {
        return alternatingSeries(x.squared(), 1).times(x);
    }

    static DoubleDouble cosineOfSmall(DoubleDouble x) {
        return alternatingSeries(x.squared(), 0);
    }

    /** 1/k! − x²/(k + 2)! + x⁴/(k + 4)! − …, of the square of x. */
    private static DoubleDouble alternatingSeries(DoubleDouble square, int first) {
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int k = INVERSE_FACTORIALS.length - 2 + first; k >= 0; k -= 2) {
            sum = INVERSE_FACTORIALS[k].minus(sum.times(square));
        }
        return sum;
    }

    /** The inverse sine. NaN beyond ±1. */
    public static ScaledDoubleDouble asin(ScaledDoubleDouble x) {
        return atan2(x, cathetus(x));
    }

    /** The inverse cosine. NaN beyond ±1. */
    public static ScaledDoubleDouble acos(ScaledDoubleDouble x) {
        return atan2(cathetus(x), x);
    }

    /** √(1 − x²). */
    private static ScaledDoubleDouble cathetus(ScaledDoubleDouble x) {
        ScaledDoubleDouble one = ScaledDoubleDouble.ONE;
        return ScaledElementary.sqrt(one.minus(x).times(one.plus(x)));
    }

    /** The inverse tangent. */
    public static ScaledDoubleDouble atan(ScaledDoubleDouble x) {
        return atan2(x, ScaledDoubleDouble.ONE);
    }

    /** The angle between −π and π of the point (x, y). Signs of zeros count. */
    public static ScaledDoubleDouble atan2(ScaledDoubleDouble y, ScaledDoubleDouble x) {
        if (x.isNaN() || y.isNaN()) {
            return ScaledDoubleDouble.of(Double.NaN);
        }
        boolean isAtInfinity = x.isInfinite() || y.isInfinite();
        return isAtInfinity ? finiteAtan2(unitIfInfinite(y), unitIfInfinite(x)) : finiteAtan2(y, x);
    }

    /** Leaves infinities at their distance from what is finite. */
    private static ScaledDoubleDouble unitIfInfinite(ScaledDoubleDouble x) {
        return ScaledDoubleDouble.of(Math.copySign(x.isInfinite() ? 1.0 : 0.0, x.significand().hi()));
    }

    private static ScaledDoubleDouble finiteAtan2(ScaledDoubleDouble y, ScaledDoubleDouble x) {
        ScaledDoubleDouble height = y.abs().normalized();
        ScaledDoubleDouble width = x.abs().normalized();
        ScaledDoubleDouble angle;
        if (width.isLessThan(height)) {
            DoubleDouble complement = atanUpToOne(width.dividedBy(height)).toDoubleDouble();
            DoubleDouble right = PI.half();
            angle = ScaledDoubleDouble.of(x.isSignNegative() ? right.plus(complement) : right.minus(complement));
        } else {
            angle = height.isZero() ? height : atanUpToOne(height.dividedBy(width));
            angle = x.isSignNegative() ? ScaledDoubleDouble.of(PI.minus(angle.toDoubleDouble())) : angle;
        }
        return angle.withSignOf(y);
    }

    /** Of a number from 0 to 1: a step of Newton's method. */
    private static ScaledDoubleDouble atanUpToOne(ScaledDoubleDouble x) {
        if (ScaledElementary.isTiny(x)) {
            return x.normalized();
        }
        DoubleDouble tangent = x.toDoubleDouble();
        DoubleDouble angle = DoubleDouble.of(StrictMath.atan(tangent.hi()));
        DoubleDouble sine = sineOfSmall(angle);
        DoubleDouble cosine = cosineOfSmall(angle);
        DoubleDouble rest = tangent.times(cosine).minus(sine).dividedBy(tangent.times(sine).plus(cosine));
        return ScaledDoubleDouble.of(angle.plus(rest));
    }
}
