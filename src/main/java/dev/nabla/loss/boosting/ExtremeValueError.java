package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;

/** The extreme value distribution of minima, F(z) = 1 − exp(−w) with w = e^z: the times are Weibull-distributed. */
record ExtremeValueError() implements ErrorDistribution {

    /** Beyond it e^−D is negligible beside 1. */
    private static final double LARGE = 700;

    /** Up to it three terms of the series suffice. */
    private static final double TINY = 0x1p-20;

    /** B₂ₖ/(2k)! for k = 1 to 11, where B are the Bernoulli numbers. */
    private static final double[] BERNOULLI = {1.0 / 12.0, -1.0 / 720.0, 1.0 / 30240.0, -1.0 / 1209600.0,
            1.0 / 47900160.0, -691.0 / 1307674368000.0, 1.0 / 74724249600.0, -3617.0 / 10670622842880000.0,
            43867.0 / 5109094217170944000.0, -174611.0 / 802857662698291200000.0,
            5.50900282836023e-18};

    /** −log f = w − z. */
    @Override
    public DoubleDouble surprisal(DoubleDouble z) {
        return DoubleDouble.of(power(z)).minus(z);
    }

    /** 1 − w. */
    @Override
    public DoubleDouble gradient(DoubleDouble z) {
        return Extended.roundedExpm1(z).negated();
    }

    @Override
    public DoubleDouble curvature(DoubleDouble z) {
        return DoubleDouble.of(power(z));
    }

    // With D = w_u − w_l, F(z_u) − F(z_l) = e^−w_l·(1 − e^−D); and b(D) = D/(e^D − 1).

    /** w_l − log(1 − e^−D). */
    @Override
    public DoubleDouble surprisal(CensoringInterval interval) {
        DoubleDouble below = DoubleDouble.of(power(interval.lower()));
        if (interval.isOpenAbove()) {
            return below;
        }
        DoubleDouble log = logDistance(interval);
        DoubleDouble distance = Extended.refinedExp(log);
        if (distance.hi() < TINY) {
            return below.minus(log).plus(0.5 * distance.hi() - distance.hi() * distance.hi() / 24);
        }
        return below.minus(distance.hi() < 1
                ? Extended.log(Extended.roundedExpm1(distance.negated()).negated())
                : Extended.log1p(DoubleDouble.of(-power(distance.negated()))));
    }

    /** b(D) − w_l. */
    @Override
    public DoubleDouble gradient(CensoringInterval interval) {
        return ratio(distance(interval)).minus(power(interval.lower()));
    }

    /** w_l + b·(b − 1 + D). */
    @Override
    public DoubleDouble curvature(CensoringInterval interval) {
        DoubleDouble distance = distance(interval);
        DoubleDouble curve = distance.hi() == Double.POSITIVE_INFINITY
                ? DoubleDouble.ZERO
                : excess(distance).times(ratio(distance));
        return curve.plus(power(interval.lower()));
    }

    /** b. */
    private static DoubleDouble ratio(DoubleDouble distance) {
        if (distance.hi() > LARGE) {
            return DoubleDouble.of(distance.hi() < Double.POSITIVE_INFINITY
                    ? distance.hi() * power(distance.negated())
                    : 0);
        }
        return distance.isZero() ? DoubleDouble.of(1) : distance.dividedBy(Extended.roundedExpm1(distance));
    }

    /** b − 1 + D = D/2 + D²/12 − D⁴/720 + …. */
    private static DoubleDouble excess(DoubleDouble distance) {
        if (distance.hi() >= 1) {
            return ratio(distance).minus(1).plus(distance);
        }
        double square = distance.hi() * distance.hi();
        double sum = 0;
        for (int k = BERNOULLI.length - 1; k >= 0; k--) {
            sum = Math.fma(sum, square, BERNOULLI[k]);
        }
        return distance.half().plus(square * sum);
    }

    /** D. */
    private static DoubleDouble distance(CensoringInterval interval) {
        return interval.isOpenAbove()
                ? DoubleDouble.of(Double.POSITIVE_INFINITY)
                : Extended.refinedExp(logDistance(interval));
    }

    /** log D, computed without underflow. */
    private static DoubleDouble logDistance(CensoringInterval interval) {
        if (interval.isOpenBelow()) {
            return interval.upper();
        }
        DoubleDouble width = interval.width();
        return width.hi() < 1
                ? interval.lower().plus(Extended.log(Extended.roundedExpm1(width)))
                : interval.upper().plus(Extended.log1p(DoubleDouble.of(-power(width.negated()))));
    }

    private static double power(DoubleDouble z) {
        return Elementary.exp(z.hi(), z.lo());
    }
}
