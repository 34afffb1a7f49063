package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;

/** The logistic distribution, F(z) = 1/(1 + e^−z). */
record LogisticError() implements ErrorDistribution {

    /** −log f = |z| + 2 log(1 + e^−|z|). */
    @Override
    public DoubleDouble surprisal(DoubleDouble z) {
        DoubleDouble a = z.abs();
        return softplus(a.negated()).times(2).plus(a);
    }

    /** −tanh(z/2). */
    @Override
    public DoubleDouble gradient(DoubleDouble z) {
        DoubleDouble a = z.abs().negated();
        DoubleDouble tanh = Extended.roundedExpm1(a).dividedBy(power(a).plus(1));
        return z.hi() < 0 ? tanh.negated() : tanh;
    }

    /** 2f. */
    @Override
    public DoubleDouble curvature(DoubleDouble z) {
        return density(z).times(2);
    }

    /** −log(F(z_u)·(1 − F(z_l))·(1 − e^−width)), which has no cancellation. */
    @Override
    public DoubleDouble surprisal(CensoringInterval interval) {
        DoubleDouble ends = softplus(interval.upper().negated()).plus(softplus(interval.lower()));
        DoubleDouble width = interval.width().negated();
        return ends.minus(width.hi() > -1
                ? Extended.log(Extended.roundedExpm1(width).negated())
                : Extended.log1p(power(width).negated()));
    }

    /** 1 − F(z_u) − F(z_l). */
    @Override
    public DoubleDouble gradient(CensoringInterval interval) {
        DoubleDouble sum = interval.lower().plus(interval.upper());
        DoubleDouble above = sigmoid(interval.upper().negated());
        return Math.abs(sum.hi()) < 1
                ? Extended.roundedExpm1(sum).negated().times(above).times(sigmoid(interval.lower().negated()))
                : above.minus(sigmoid(interval.lower()));
    }

    /** f(z_u) + f(z_l). */
    @Override
    public DoubleDouble curvature(CensoringInterval interval) {
        return density(interval.upper()).plus(density(interval.lower()));
    }

    private static DoubleDouble density(DoubleDouble z) {
        DoubleDouble power = power(z.abs().negated());
        DoubleDouble divisor = power.plus(1);
        return power.dividedBy(divisor).dividedBy(divisor);
    }

    private static DoubleDouble power(DoubleDouble z) {
        return DoubleDouble.of(Elementary.exp(z.hi(), z.lo()));
    }

    private static DoubleDouble softplus(DoubleDouble z) {
        return DoubleDouble.of(Elementary.softplus(z.hi())).plus(z.lo() * Elementary.sigmoid(z.hi()));
    }

    private static DoubleDouble sigmoid(DoubleDouble z) {
        double sigmoid = Elementary.sigmoid(z.hi());
        return DoubleDouble.of(sigmoid).plus(z.lo() * sigmoid * Elementary.sigmoid(-z.hi()));
    }
}
