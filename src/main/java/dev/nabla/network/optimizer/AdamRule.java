package dev.nabla.network.optimizer;

import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;

/**
 * The step that Adam, AdamW and AMSGrad share.
 *
 * @param isDecoupled whether weight decay shrinks the parameter itself and not by way of its gradient
 * @param amsgrad whether the largest mean square so far is divided by, and not the latest
 */
record AdamRule(
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    boolean isDecoupled,
    boolean amsgrad) {

    static final Slot LARGEST = Slot.ofEach("max_exp_avg_sq",
            "the largest mean squared gradient; kept with amsgrad only");

    void step(double[] parameter, double[] gradient, OptimizerState state) {
        double step = state.nextStep();
        Moments moments = new Moments(state, beta1, beta2);
        double[] largest = amsgrad ? state.each(LARGEST) : new double[0];
        double rate = lr / Moments.correction(beta1, step);
        double root = Math.sqrt(Moments.correction(beta2, step));
        for (int i = 0; i < parameter.length; i++) {
            double start = isDecoupled ? parameter[i] * (1 - lr * weightDecay) : parameter[i];
            moments.add(i, isDecoupled ? gradient[i] : gradient[i] + weightDecay * parameter[i]);
            double square = moments.square(i);
            if (amsgrad) {
                largest[i] = Math.max(largest[i], square);
                square = largest[i];
            }
            parameter[i] = start - rate * moments.mean(i) / (Math.sqrt(square) / root + eps);
        }
    }
}
