package dev.nabla.network.optimizer;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.network.optimizer.Moments.Moment;

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

    static final Slot LARGEST = Slot.ofEachSquare("max_exp_avg_sq",
            "maximum of the averages of the squared gradient; only with amsgrad");

    void step(double[] parameter, double[] gradient, OptimizerState state) {
        double step = state.nextStep();
        Moments moments = new Moments(state, beta1, beta2);
        double[] largest = amsgrad ? state.each(LARGEST) : new double[0];
        ScaledDoubleDouble rate = ScaledDoubleDouble.of(lr).dividedBy(RunningAverage.correction(beta1, step));
        ScaledDoubleDouble correction = RunningAverage.correction(beta2, step);
        ScaledDoubleDouble added = ScaledDoubleDouble.of(eps);
        ScaledDoubleDouble decay = isDecoupled ? Updates.decay(lr, weightDecay) : ScaledDoubleDouble.ONE;
        double penalty = isDecoupled ? 0 : weightDecay;
        for (int i = 0; i < parameter.length; i++) {
            Moment moment = moments.add(i, Updates.gradient(gradient[i], penalty, parameter[i]));
            ScaledDoubleDouble square = moment.square();
            if (amsgrad) {
                square = square.max(ScaledDoubleDouble.of(largest[i]));
                largest[i] = square.value();
            }
            ScaledDoubleDouble size = square.dividedBy(correction).squareRoot().plus(added);
            parameter[i] = decay.times(parameter[i])
                    .minus(rate.timesOrZero(Updates.quotient(moment.mean(), size))).value();
        }
    }
}
