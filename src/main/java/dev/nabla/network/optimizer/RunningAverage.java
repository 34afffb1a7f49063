package dev.nabla.network.optimizer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * An exponentially weighted running average, β·average + (1 − β)·value. One that has overflowed stays infinite.
 *
 * @param decay β
 * @param rest 1 − β
 */
record RunningAverage(ScaledDoubleDouble decay, ScaledDoubleDouble rest) {

    static RunningAverage of(double decay) {
        return new RunningAverage(ScaledDoubleDouble.of(decay),
                ScaledDoubleDouble.of(DoubleDouble.difference(1, decay)));
    }

    ScaledDoubleDouble next(double average, ScaledDoubleDouble value) {
        return decay.timesOrZero(ScaledDoubleDouble.of(average)).plus(rest.timesOrZero(value));
    }

    /** The bias correction 1 − β<sup>step</sup>. */
    static ScaledDoubleDouble correction(double decay, double step) {
        return ScaledDoubleDouble.of(Extended.expm1(Extended.log(decay).times(step)).negated());
    }
}
