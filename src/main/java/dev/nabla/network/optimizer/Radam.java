package dev.nabla.network.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

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
        Moments moments = new Moments(state, beta1, beta2);
        double correction = Moments.correction(beta2, step);
        double rate = lr / Moments.correction(beta1, step);
        double longest = 2 / (1 - beta2) - 1;
        double length = longest - 2 * step * (1 - correction) / correction;
        double rectification = Math
                .sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        for (int i = 0; i < parameter.length; i++) {
            double start = decoupledWeightDecay ? parameter[i] * (1 - lr * weightDecay) : parameter[i];
            moments.add(i, decoupledWeightDecay ? gradient[i] : gradient[i] + weightDecay * parameter[i]);
            double scale = length > TRACTABLE
                    ? rectification * Math.sqrt(correction) / (Math.sqrt(moments.square(i)) + eps)
                    : 1;
            parameter[i] = start - rate * moments.mean(i) * scale;
        }
    }
}
