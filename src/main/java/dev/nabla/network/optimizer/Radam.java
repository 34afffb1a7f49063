package dev.nabla.network.optimizer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.network.optimizer.Moments.Moment;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import java.util.Optional;

/** Adam with a rectified adaptive learning rate. */
@OptimizerDefinition(
    summary = "Rectified Adam: corrects the variance of the adaptive learning rate, and does not adapt it until enough gradients have been averaged.",
    formula = "\\rho_t = \\rho_\\infty - \\frac{2 t \\beta_2^t}{1 - \\beta_2^t}, \\; \\rho_\\infty = \\frac{2}{1 - \\beta_2} - 1, \\quad \\rho_t > 5: \\; \\theta \\leftarrow \\theta - \\eta \\frac{m}{1 - \\beta_1^t} \\sqrt{\\frac{(\\rho_t - 4)(\\rho_t - 2)\\,\\rho_\\infty}{(\\rho_\\infty - 4)(\\rho_\\infty - 2)\\,\\rho_t}} \\, \\frac{\\sqrt{1 - \\beta_2^t}}{\\sqrt{v} + \\varepsilon}, \\quad \\text{else } \\theta \\leftarrow \\theta - \\eta \\frac{m}{1 - \\beta_1^t}",
    references = {"Liu et al. (2020), On the variance of the adaptive learning rate and beyond", "PyTorch RAdam"})
public record Radam(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "decay rate of the running average of the gradient", within = "[0, 1)") double beta1,
    @Option(value = "decay rate of the running average of the squared gradient", within = "[0, 1)") double beta2,
    @Option(value = "added to the denominator for numerical stability", within = "[0, inf)") double eps,
    @Option(value = "weight decay (L2 penalty), added to the gradient", within = "[0, inf)") double weightDecay,
    @Option("whether to decouple weight decay from the gradient, as in AdamW") boolean decoupledWeightDecay)
        implements Optimizer {

    /** The length of the running average above which the variance of the adaptive learning rate is tractable. */
    private static final double TRACTABLE = 5;

    public Radam {
        OptionSpec.check(Radam.class, "lr", lr);
        OptionSpec.check(Radam.class, "beta1", beta1);
        OptionSpec.check(Radam.class, "beta2", beta2);
        OptionSpec.check(Radam.class, "eps", eps);
        OptionSpec.check(Radam.class, "weightDecay", weightDecay);
    }

    public Radam() {
        this(1e-3, 0.9, 0.999, 1e-8, 0, false);
    }

    @Override
    public List<Slot> slots() {
        return List.of(Slot.STEP, Moments.MEAN, Moments.SQUARE);
    }

    @Override
    public void step(double[] parameter, double[] gradient, OptimizerState state) {
        double step = state.nextStep();
        ScaledDoubleDouble rate = ScaledDoubleDouble.of(lr).dividedBy(RunningAverage.correction(beta1, step));
        ScaledDoubleDouble correction = RunningAverage.correction(beta2, step);
        Optional<ScaledDoubleDouble> rectification = rectification(correction.toDoubleDouble(), step);
        ScaledDoubleDouble added = ScaledDoubleDouble.of(eps);
        ScaledDoubleDouble decay = decoupledWeightDecay ? Updates.decay(lr, weightDecay) : ScaledDoubleDouble.ONE;
        double penalty = decoupledWeightDecay ? 0 : weightDecay;
        Moments moments = new Moments(state, beta1, beta2);
        for (int i = 0; i < parameter.length; i++) {
            Moment moment = moments.add(i, Updates.gradient(gradient[i], penalty, parameter[i]));
            ScaledDoubleDouble update = rectification.map(factor -> factor.times(correction.squareRoot())
                    .timesOrZero(Updates.quotient(moment.mean(), moment.square().squareRoot().plus(added))))
                    .orElse(moment.mean());
            parameter[i] = decay.times(parameter[i]).minus(rate.timesOrZero(update)).value();
        }
    }

    /** The factor of the adaptive learning rate; empty where its variance is not tractable. */
    private Optional<ScaledDoubleDouble> rectification(DoubleDouble correction, double step) {
        DoubleDouble longest = DoubleDouble.of(2).dividedBy(DoubleDouble.difference(1, beta2)).minus(1);
        DoubleDouble power = DoubleDouble.ONE.minus(correction);
        DoubleDouble length = longest.minus(power.times(2 * step).dividedBy(correction));
        if (length.isLessThan(TRACTABLE) || length.minus(TRACTABLE).isZero()) {
            return Optional.empty();
        }
        DoubleDouble ratio = length.minus(4).dividedBy(longest.minus(4))
                .times(length.minus(2).dividedBy(longest.minus(2))).times(longest.dividedBy(length));
        return Optional.of(ScaledDoubleDouble.of(ratio.squareRoot()));
    }
}
