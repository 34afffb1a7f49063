package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.StandardNormal;

/** The normal distribution. */
record NormalError() implements ErrorDistribution {

    private static final DoubleDouble ONE = DoubleDouble.of(1);

    /** Beyond it a wide interval is the whole tail, and squares may overflow. */
    private static final double HUGE = 0x1p500;

    @Override
    public DoubleDouble surprisal(DoubleDouble z) {
        return StandardNormal.logDensity(z).negated();
    }

    @Override
    public DoubleDouble gradient(DoubleDouble z) {
        return z.negated();
    }

    @Override
    public DoubleDouble curvature(DoubleDouble z) {
        return ONE;
    }

    @Override
    public DoubleDouble surprisal(CensoringInterval interval) {
        if (interval.isOpenAbove()) {
            return StandardNormal.logUpperTail(interval.lower()).negated();
        }
        if (interval.isOpenBelow() || interval.middle().hi() < 0) {
            return surprisal(interval.mirrored());
        }
        if (Narrow.fits(interval)) {
            return Narrow.of(interval).surprisal();
        }
        return interval.lower().hi() < 0 ? AroundZero.of(interval).surprisal() : UpperTail.of(interval).surprisal();
    }

    @Override
    public DoubleDouble gradient(CensoringInterval interval) {
        if (interval.isOpenAbove()) {
            return StandardNormal.hazard(interval.lower()).negated();
        }
        if (interval.isOpenBelow() || interval.middle().hi() < 0) {
            return gradient(interval.mirrored()).negated();
        }
        if (Narrow.fits(interval)) {
            return Narrow.of(interval).gradient();
        }
        return interval.lower().hi() < 0 ? AroundZero.of(interval).gradient() : UpperTail.of(interval).gradient();
    }

    @Override
    public DoubleDouble curvature(CensoringInterval interval) {
        if (interval.isOpenAbove()) {
            return tailCurvature(interval.lower());
        }
        if (interval.isOpenBelow() || interval.middle().hi() < 0) {
            return curvature(interval.mirrored());
        }
        if (Narrow.fits(interval)) {
            return Narrow.of(interval).curvature();
        }
        if (interval.lower().hi() > HUGE) {
            return tailCurvature(interval.lower());
        }
        return interval.lower().hi() < 0 ? AroundZero.of(interval).curvature() : UpperTail.of(interval).curvature();
    }

    /** The curvature of −log of the probability beyond z. */
    private static DoubleDouble tailCurvature(DoubleDouble z) {
        if (Double.isInfinite(z.hi())) {
            return DoubleDouble.of(z.hi() > 0 ? 1 : 0);
        }
        return StandardNormal.hazard(z).times(StandardNormal.hazardExcess(z));
    }

    /**
     * An interval over which the density hardly changes: with middle m and half width h, Δ is 2h·φ(m) times the mean of
     * e^(−ms − s²/2) over |s| ≤ h, of which the n-th Taylor term is (−1)ⁿ·Heₙ(m)·sⁿ/n!.
     *
     * @param middle m
     * @param width 2h
     * @param mean the mean of that factor, minus 1
     * @param first the mean of s under it
     * @param second the mean of s² under it
     */
    private record Narrow(DoubleDouble middle, DoubleDouble width, double mean, double first, double second) {

        private static final int TERMS = 26;

        static boolean fits(CensoringInterval interval) {
            return interval.width().hi() * Math.max(1, interval.middle().hi()) <= 1;
        }

        static Narrow of(CensoringInterval interval) {
            double h = 0.5 * interval.width().hi();
            double mh = interval.middle().hi() * h;
            double before = 1;
            double term = mh;
            double mean = 0;
            double first = mh / 3;
            double second = 1.0 / 3.0;
            for (int n = 2; n < TERMS; n++) {
                double next = (mh * term - h * h * before) / n;
                before = term;
                term = next;
                if (n % 2 == 0) {
                    mean += term / (n + 1);
                    second += term / (n + 3);
                } else {
                    first += term / (n + 2);
                }
            }
            return new Narrow(interval.middle(), interval.width(), mean, -h * first / (1 + mean),
                    h * h * second / (1 + mean));
        }

        DoubleDouble surprisal() {
            DoubleDouble log = StandardNormal.logDensity(middle).plus(Extended.log(width));
            return log.plus(Elementary.log1p(mean)).negated();
        }

        /** Minus the mean of z. */
        DoubleDouble gradient() {
            return middle.plus(first).negated();
        }

        /** 1 minus the variance of z. */
        DoubleDouble curvature() {
            return ONE.minus(second).plus(first * first);
        }
    }

    /**
     * A wide interval above 0 that contains most of the tail beyond its lower bound: Δ is φ(z_l)·(M_l − e^−E·M_u),
     * where M is the tail over the density and E = (z_u² − z_l²)/2.
     */
    private record UpperTail(
        CensoringInterval interval,
        double fall,
        double ratio,
        DoubleDouble lower,
        DoubleDouble upper,
        DoubleDouble rest) {

        static UpperTail of(CensoringInterval interval) {
            DoubleDouble exponent = interval.middle().times(interval.width()).negated();
            double ratio = Elementary.exp(exponent.hi(), exponent.lo());
            DoubleDouble lower = ONE.dividedBy(StandardNormal.hazard(interval.lower()));
            DoubleDouble upper = ONE.dividedBy(StandardNormal.hazard(interval.upper()));
            return new UpperTail(interval, Extended.roundedExpm1(exponent).value(), ratio, lower, upper,
                    lower.minus(upper.times(ratio)));
        }

        DoubleDouble surprisal() {
            return StandardNormal.logDensity(interval.lower()).plus(Extended.log(rest)).negated();
        }

        DoubleDouble gradient() {
            return DoubleDouble.of(fall).dividedBy(rest);
        }

        /** The contributions of both hazards and of the interval between them; all are positive. */
        DoubleDouble curvature() {
            DoubleDouble lowerExcess = StandardNormal.hazardExcess(interval.lower());
            DoubleDouble upperExcess = StandardNormal.hazardExcess(interval.upper());
            DoubleDouble own = lowerExcess.times(lower).minus(upperExcess.times(upper).times(ratio)).times(-fall);
            DoubleDouble between = interval.width().times(ratio).times(lower.minus(upper));
            return own.plus(between).dividedBy(rest).dividedBy(rest);
        }
    }

    /** A wide interval that contains 0, closer to its lower bound: Δ is 1 minus both tails. */
    private record AroundZero(CensoringInterval interval, double below, double above) {

        static AroundZero of(CensoringInterval interval) {
            return new AroundZero(interval, StandardNormal.upperTail(interval.lower().negated()),
                    StandardNormal.upperTail(interval.upper()));
        }

        DoubleDouble surprisal() {
            return Extended.log1p(DoubleDouble.sum(below, above).negated()).negated();
        }

        DoubleDouble gradient() {
            DoubleDouble exponent = interval.middle().times(interval.width()).negated();
            return Extended.roundedExpm1(exponent).times(StandardNormal.density(interval.lower()))
                    .dividedBy(probability());
        }

        DoubleDouble curvature() {
            DoubleDouble ends = interval.upper().times(StandardNormal.density(interval.upper()))
                    .minus(interval.lower().times(StandardNormal.density(interval.lower())));
            return ends.dividedBy(probability()).plus(gradient().squared());
        }

        private DoubleDouble probability() {
            return ONE.minus(below).minus(above);
        }
    }
}
