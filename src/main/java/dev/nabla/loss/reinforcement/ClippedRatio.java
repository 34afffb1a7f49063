package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.option.OptionSpec;
import org.jspecify.annotations.Nullable;

/**
 * The clipped surrogate of PPO, −A·r with a ratio r that is clipped on the side to which the policy would gain by moving on:
 * to at most 1 + ε⁺ if A ≥ 0, and to [1 − ε, c] if A &lt; 0.
 */
record ClippedRatio(double clipRange, @Nullable Double clipRangeHigh, @Nullable Double dualClip) {

    static final String CLIP_RANGE = "how far below 1 the ratio may go; above too, unless clip_range_high is set";
    static final String CLIP_RANGE_HIGH = "how far above 1 the ratio may go; null for clip_range";
    static final String DUAL_CLIP = "largest ratio where the advantage is negative; null for no limit";

    /** More than the relative error of a computed ratio and of a rounded bound. */
    private static final double CLOSE = 0x1p-48;

    /** Checks the options of a loss with a clipped ratio. */
    static void check(Class<? extends Record> loss, double clipRange, @Nullable Double high, @Nullable Double dual) {
        OptionSpec.check(loss, "clipRange", clipRange);
        if (high != null) {
            OptionSpec.check(loss, "clipRangeHigh", high);
        }
        if (dual != null) {
            OptionSpec.check(loss, "dualClip", dual);
        }
    }

    /** The loss: −A times the clipped ratio. */
    ScaledDoubleDouble surrogate(ScaledDoubleDouble logRatio, double advantage) {
        return product(clipped(logRatio, advantage), advantage);
    }

    /** The first and the second derivative by the logarithm of the ratio: −A·r, or 0 where the ratio is clipped. */
    ScaledDoubleDouble derivative(ScaledDoubleDouble logRatio, double advantage) {
        ScaledDoubleDouble ratio = PolicyInputs.ratio(logRatio);
        return isBelow(ratio, logRatio, advantage) || isAbove(ratio, logRatio, advantage)
                ? ScaledDoubleDouble.ZERO
                : product(ratio, advantage);
    }

    private ScaledDoubleDouble clipped(ScaledDoubleDouble logRatio, double advantage) {
        ScaledDoubleDouble ratio = PolicyInputs.ratio(logRatio);
        if (isBelow(ratio, logRatio, advantage)) {
            return ScaledDoubleDouble.of(low());
        }
        return isAbove(ratio, logRatio, advantage) ? ScaledDoubleDouble.of(limit(advantage)) : ratio;
    }

    private static ScaledDoubleDouble product(ScaledDoubleDouble ratio, double advantage) {
        return ratio.timesOrZero(ScaledDoubleDouble.of(-advantage));
    }

    private boolean isBelow(ScaledDoubleDouble ratio, ScaledDoubleDouble logRatio, double advantage) {
        return advantage < 0 && excess(ratio, logRatio, low()) < 0;
    }

    private boolean isAbove(ScaledDoubleDouble ratio, ScaledDoubleDouble logRatio, double advantage) {
        return excess(ratio, logRatio, limit(advantage)) > 0;
    }

    /** A number with the sign of r − bound: that of their logarithms where r is too close to the bound to tell. */
    private static double excess(ScaledDoubleDouble ratio, ScaledDoubleDouble logRatio, DoubleDouble bound) {
        double rounded = ratio.value();
        double excess = rounded - bound.hi();
        return Math.abs(excess) > CLOSE * rounded
                ? excess
                : logRatio.toDoubleDouble().minus(Extended.log(bound)).sign();
    }

    /** The ratio clipped on both sides, whatever the advantage. */
    ScaledDoubleDouble clippedBothWays(ScaledDoubleDouble logRatio) {
        ScaledDoubleDouble ratio = PolicyInputs.ratio(logRatio);
        if (excess(ratio, logRatio, low()) < 0) {
            return ScaledDoubleDouble.of(low());
        }
        return isAbove(ratio, logRatio, 0) ? ScaledDoubleDouble.of(limit(0)) : ratio;
    }

    private DoubleDouble low() {
        return DoubleDouble.difference(1, clipRange);
    }

    private DoubleDouble limit(double advantage) {
        if (advantage < 0) {
            return DoubleDouble.of(dualClip == null ? Double.POSITIVE_INFINITY : dualClip);
        }
        return DoubleDouble.sum(1, clipRangeHigh == null ? clipRange : clipRangeHigh);
    }
}
