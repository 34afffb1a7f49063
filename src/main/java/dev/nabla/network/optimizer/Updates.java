package dev.nabla.network.optimizer;

import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * What the steps of optimizers have in common. They are computed in double-double with unlimited exponents, so that squares
 * of gradients neither overflow nor underflow on the way to a parameter.
 */
final class Updates {

    private Updates() {}

    /** The gradient with weight decay (L2 penalty). */
    static ScaledDoubleDouble gradient(double gradient, double weightDecay, double parameter) {
        return weightDecay == 0
                ? ScaledDoubleDouble.of(gradient)
                : ScaledDoubleDouble.of(weightDecay).times(parameter).plus(ScaledDoubleDouble.of(gradient));
    }

    /** The factor by which decoupled weight decay multiplies parameters. */
    static ScaledDoubleDouble decay(double lr, double weightDecay) {
        return ScaledDoubleDouble.ONE.minus(ScaledDoubleDouble.of(lr).times(weightDecay));
    }

    /**
     * A gradient divided by its size. 0/0 is 0, so that without {@code eps} a parameter rests until it has a gradient; and 0 if
     * the size has overflowed.
     */
    static ScaledDoubleDouble quotient(ScaledDoubleDouble gradient, ScaledDoubleDouble size) {
        return gradient.isZero() || size.isInfinite() ? ScaledDoubleDouble.ZERO : gradient.dividedBy(size);
    }

    /** A total with something added; one that has overflowed stays infinite. */
    static ScaledDoubleDouble accumulated(ScaledDoubleDouble total, ScaledDoubleDouble addend) {
        return total.isInfinite() ? total : total.plus(addend);
    }
}
