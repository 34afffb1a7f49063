package dev.nabla.network.optimizer;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;

/** The running averages of a gradient and of its square (first and second moment) in Adam and its variants. */
final class Moments {

    static final Slot MEAN = Slot.ofEach("exp_avg", "running average of the gradient");
    static final Slot SQUARE = Slot.ofEachSquare("exp_avg_sq", "running average of the squared gradient");

    private final double[] means;
    private final double[] squares;
    private final RunningAverage ofGradient;
    private final RunningAverage ofSquare;

    Moments(OptimizerState state, double beta1, double beta2) {
        this.means = state.each(MEAN);
        this.squares = state.each(SQUARE);
        this.ofGradient = RunningAverage.of(beta1);
        this.ofSquare = RunningAverage.of(beta2);
    }

    /** The running averages of one element, before they are rounded to be stored. */
    record Moment(ScaledDoubleDouble mean, ScaledDoubleDouble square) {}

    /** Adds the gradient of one element. */
    Moment add(int i, ScaledDoubleDouble gradient) {
        ScaledDoubleDouble mean = ofGradient.next(means[i], gradient);
        ScaledDoubleDouble square = ofSquare.next(squares[i], gradient.squared());
        means[i] = mean.value();
        squares[i] = square.value();
        return new Moment(mean, square);
    }
}
