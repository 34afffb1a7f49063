package dev.nabla.network.optimizer;

import dev.nabla.kernel.Elementary;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;

/**
 * The running averages of a gradient and of its square (first and second moment) in Adam and its variants, and their
 * bias correction.
 */
final class Moments {

    static final Slot MEAN = Slot.ofEach("exp_avg", "running average of the gradient");
    static final Slot SQUARE = Slot.ofEach("exp_avg_sq", "running average of the squared gradient");

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

    /** Adds the gradient of one element. */
    void add(int i, double g) {
        mean[i] += (1 - beta1) * (g - mean[i]);
        square[i] = beta2 * square[i] + (1 - beta2) * g * g;
    }

    double mean(int i) {
        return mean[i];
    }

    double square(int i) {
        return square[i];
    }

    /** The bias correction 1 − β^step. */
    static double correction(double beta, double step) {
        return 1 - Elementary.pow(beta, step);
    }
}
