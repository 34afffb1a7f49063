package dev.nabla.network.optimizer;

import dev.nabla.kernel.Elementary;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;

/** The running means of a gradient and of its square that Adam and its kin keep, and their corrections for a start at 0. */
final class Moments {

    static final Slot MEAN = Slot.ofEach("exp_avg", "the mean gradient");
    static final Slot SQUARE = Slot.ofEach("exp_avg_sq", "the mean squared gradient");

    private final double[] mean;
    private final double[] square;
    private final double beta1;
    private final double beta2;

    Moments(OptimizerState state, double beta1, double beta2) {
        this.mean = state.each(MEAN);
        this.square = state.each(SQUARE);
        this.beta1 = beta1;
        this.beta2 = beta2;
    }

    /** Takes up the gradient of one number. */
    void add(int i, double slope) {
        mean[i] += (1 - beta1) * (slope - mean[i]);
        square[i] = beta2 * square[i] + (1 - beta2) * slope * slope;
    }

    double mean(int i) {
        return mean[i];
    }

    double square(int i) {
        return square[i];
    }

    /** 1 − β^step: how much of a mean's weight has been given away by then. */
    static double correction(double beta, double step) {
        return 1 - Elementary.pow(beta, step);
    }
}
