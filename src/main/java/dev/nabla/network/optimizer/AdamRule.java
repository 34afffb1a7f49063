package dev.nabla.network.optimizer;

import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;

/**
 * The update of Adam, AdamW and AMSGrad.
 *
 * @param isDecoupled whether weight decay is applied to the parameter itself instead of its gradient
 * @param amsgrad whether to divide by the maximum of the averages of the squared gradient instead of the latest
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
            "maximum of the averages of the squared gradient; only with amsgrad");

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
