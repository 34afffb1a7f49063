package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;

/**
 * An interval of the standardized logarithm of time.
 *
 * @param lower its lower end, perhaps −∞
 * @param upper its upper end, perhaps ∞, but not both
 * @param width their difference, which is known better than the ends are
 */
record CensoringInterval(DoubleDouble lower, DoubleDouble upper, DoubleDouble width) {

    boolean isOpenBelow() {
        return lower.hi() == Double.NEGATIVE_INFINITY;
    }

    boolean isOpenAbove() {
        return upper.hi() == Double.POSITIVE_INFINITY;
    }

    CensoringInterval mirrored() {
        return new CensoringInterval(upper.negated(), lower.negated(), width);
    }

    DoubleDouble middle() {
        return lower.plus(upper).half();
    }
}
