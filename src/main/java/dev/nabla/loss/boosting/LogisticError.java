package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;

/** The logistic distribution, F(z) = 1/(1 + e^−z). */
record LogisticError() implements ErrorDistribution {

    /** −log f = |z| + 2 log(1 + e^−|z|). */
    @Override
    public DoubleDouble surprise(DoubleDouble z) {
        DoubleDouble a = z.abs();
        return softplus(a.negated()).times(2).plus(a);
    }

    /** −tanh(z/2). */
    @Override
    public DoubleDouble slope(DoubleDouble z) {
        DoubleDouble a = z.abs().negated();
        DoubleDouble tanh = Extended.roundedExpm1(a).dividedBy(power(a).plus(1));
        return z.hi() < 0 ? tanh.negated() : tanh;
    }

    /** 2f. */
    @Override
    public DoubleDouble curvature(DoubleDouble z) {
        return density(z).times(2);
    }

    /** −log(F(z_u)·(1 − F(z_l))·(1 − e^−width)), in which nothing cancels. */
    @Override
    public DoubleDouble surprise(CensoringInterval span) {
        DoubleDouble ends = softplus(span.upper().negated()).plus(softplus(span.lower()));
        DoubleDouble width = span.width().negated();
        return ends.minus(width.hi() > -1
                ? Extended.log(Extended.roundedExpm1(width).negated())
                : Extended.log1p(power(width).negated()));
    }

    /** 1 − F(z_u) − F(z_l). */
    @Override
    public DoubleDouble slope(CensoringInterval span) {
        DoubleDouble sum = span.lower().plus(span.upper());
        DoubleDouble above = sigmoid(span.upper().negated());
        return Math.abs(sum.hi()) < 1
                ? Extended.roundedExpm1(sum).negated().times(above).times(sigmoid(span.lower().negated()))
                : above.minus(sigmoid(span.lower()));
    }

    /** f(z_u) + f(z_l). */
    @Override
    public DoubleDouble curvature(CensoringInterval span) {
        return density(span.upper()).plus(density(span.lower()));
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
