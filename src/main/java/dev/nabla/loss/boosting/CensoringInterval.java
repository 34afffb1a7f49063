package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;

/**
 * The interval in which the standardized log-time lies.
 *
 * @param lower the lower bound, possibly −∞
 * @param upper the upper bound, possibly ∞, but not both are infinite
 * @param width their difference, known to more digits than the bounds
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
