package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.StandardNormal;

/** The normal distribution. */
record NormalError() implements ErrorDistribution {

    private static final DoubleDouble ONE = DoubleDouble.of(1);

    @Override
    public DoubleDouble surprise(DoubleDouble z) {
        return StandardNormal.logDensity(z).negated();
    }

    @Override
    public DoubleDouble slope(DoubleDouble z) {
        return z.negated();
    }

    @Override
    public DoubleDouble curvature(DoubleDouble z) {
        return ONE;
    }

    @Override
    public DoubleDouble surprise(CensoringInterval span) {
        if (span.isOpenAbove()) {
            return StandardNormal.logUpperTail(span.lower()).negated();
        }
        if (span.isOpenBelow() || span.middle().hi() < 0) {
            return surprise(span.mirrored());
        }
        if (Narrow.fits(span)) {
            return Narrow.of(span).surprise();
        }
        return span.lower().hi() < 0 ? Straddling.of(span).surprise() : Beyond.of(span).surprise();
    }

    @Override
    public DoubleDouble slope(CensoringInterval span) {
        if (span.isOpenAbove()) {
            return StandardNormal.hazard(span.lower()).negated();
        }
        if (span.isOpenBelow() || span.middle().hi() < 0) {
            return slope(span.mirrored()).negated();
        }
        if (Narrow.fits(span)) {
            return Narrow.of(span).slope();
        }
        return span.lower().hi() < 0 ? Straddling.of(span).slope() : Beyond.of(span).slope();
    }

    @Override
    public DoubleDouble curvature(CensoringInterval span) {
        if (span.isOpenAbove()) {
            return StandardNormal.hazard(span.lower()).times(StandardNormal.hazardExcess(span.lower()));
        }
        if (span.isOpenBelow() || span.middle().hi() < 0) {
            return curvature(span.mirrored());
        }
        if (Narrow.fits(span)) {
            return Narrow.of(span).curvature();
        }
        return span.lower().hi() < 0 ? Straddling.of(span).curvature() : Beyond.of(span).curvature();
    }

    /**
     * A span over which the density hardly changes: with middle m and half width h, Δ is 2h·φ(m) times the mean of
     * e^(−ms − s²/2) over |s| ≤ h, of which the n-th Taylor term is (−1)ⁿ·Heₙ(m)·sⁿ/n!.
     *
     * @param middle m
     * @param width 2h
     * @param mean the mean of that factor, less 1
     * @param first the mean of s under it
     * @param second the mean of s² under it
     */
    private record Narrow(DoubleDouble middle, DoubleDouble width, double mean, double first, double second) {

        private static final int TERMS = 26;

        static boolean fits(CensoringInterval span) {
            return span.width().hi() * Math.max(1, span.middle().hi()) <= 1;
        }

        static Narrow of(CensoringInterval span) {
            double h = 0.5 * span.width().hi();
            double mh = span.middle().hi() * h;
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
            return new Narrow(span.middle(), span.width(), mean, -h * first / (1 + mean),
                    h * h * second / (1 + mean));
        }

        DoubleDouble surprise() {
            DoubleDouble log = StandardNormal.logDensity(middle).plus(Extended.log(width));
            return log.plus(Elementary.log1p(mean)).negated();
        }

        /** Less the mean of z. */
        DoubleDouble slope() {
            return middle.plus(first).negated();
        }

        /** 1 less the variance of z. */
        DoubleDouble curvature() {
            return ONE.minus(second).plus(first * first);
        }
    }

    /**
     * A wide span above 0, which is most of the tail beyond its lower end: Δ is φ(z_l)·(M_l − e^−E·M_u), where M is the
     * tail over the density and E = (z_u² − z_l²)/2.
     */
    private record Beyond(
        CensoringInterval span,
        double fall,
        double ratio,
        DoubleDouble lower,
        DoubleDouble upper,
        DoubleDouble rest) {

        static Beyond of(CensoringInterval span) {
            DoubleDouble exponent = span.middle().times(span.width()).negated();
            double ratio = Elementary.exp(exponent.hi(), exponent.lo());
            DoubleDouble lower = ONE.dividedBy(StandardNormal.hazard(span.lower()));
            DoubleDouble upper = ONE.dividedBy(StandardNormal.hazard(span.upper()));
            return new Beyond(span, Extended.roundedExpm1(exponent).value(), ratio, lower, upper,
                    lower.minus(upper.times(ratio)));
        }

        DoubleDouble surprise() {
            return StandardNormal.logDensity(span.lower()).plus(Extended.log(rest)).negated();
        }

        DoubleDouble slope() {
            return DoubleDouble.of(fall).dividedBy(rest);
        }

        /** The two hazards' own, and what lies between them; every part is positive. */
        DoubleDouble curvature() {
            DoubleDouble lowerExcess = StandardNormal.hazardExcess(span.lower());
            DoubleDouble upperExcess = StandardNormal.hazardExcess(span.upper());
            DoubleDouble own = lowerExcess.times(lower).minus(upperExcess.times(upper).times(ratio)).times(-fall);
            DoubleDouble between = span.width().times(ratio).times(lower.minus(upper));
            return own.plus(between).dividedBy(rest).dividedBy(rest);
        }
    }

    /** A wide span with 0 inside, nearer to its lower end: Δ is 1 less the two tails. */
    private record Straddling(CensoringInterval span, double below, double above) {

        static Straddling of(CensoringInterval span) {
            return new Straddling(span, StandardNormal.upperTail(span.lower().negated()),
                    StandardNormal.upperTail(span.upper()));
        }

        DoubleDouble surprise() {
            return Extended.log1p(DoubleDouble.sum(below, above).negated()).negated();
        }

        DoubleDouble slope() {
            DoubleDouble exponent = span.middle().times(span.width()).negated();
            return Extended.roundedExpm1(exponent).times(StandardNormal.density(span.lower())).dividedBy(probability());
        }

        DoubleDouble curvature() {
            DoubleDouble ends = span.upper().times(StandardNormal.density(span.upper()))
                    .minus(span.lower().times(StandardNormal.density(span.lower())));
            return ends.dividedBy(probability()).plus(slope().squared());
        }

        private DoubleDouble probability() {
            return ONE.minus(below).minus(above);
        }
    }
}
