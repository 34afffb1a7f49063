package dev.nabla.network.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Adam by the largest recent gradient. */
@OptimizerDefinition(
    summary = "Adam that divides by the largest recent gradient in place of its mean square.",
    formula = "m \\leftarrow \\beta_1 m + (1 - \\beta_1)\\,g, \\quad u \\leftarrow \\max(\\beta_2 u, |g| + \\varepsilon), \\quad \\theta \\leftarrow \\theta - \\frac{\\eta}{1 - \\beta_1^t} \\, \\frac{m}{u}, \\quad g = \\nabla L + \\lambda \\theta",
    references = {"Kingma and Ba (2015), Adam: A method for stochastic optimization, section 7.1", "PyTorch Adamax"})
public record Adamax(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "share of the mean gradient that a step keeps", within = "[0, 1)") double beta1,
    @Option(value = "share of the largest gradient that a step keeps", within = "[0, 1)") double beta2,
    @Option(value = "added to the size of each gradient", within = "[0, inf)") double eps,
    @Option(value = "share of the parameter that is added to its gradient", within = "[0, inf)") double weightDecay)
        implements Optimizer {

    private static final Slot LARGEST = Slot.ofEach("exp_inf", "the largest recent gradient");

    public Adamax {
        OptionSpec.check(Adamax.class, "lr", lr);
        OptionSpec.check(Adamax.class, "beta1", beta1);
        OptionSpec.check(Adamax.class, "beta2", beta2);
        OptionSpec.check(Adamax.class, "eps", eps);
        OptionSpec.check(Adamax.class, "weightDecay", weightDecay);
    }

    public Adamax() {
        this(2e-3, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public List<Slot> slots() {
        return List.of(Slot.STEP, Moments.MEAN, LARGEST);
    }

    @Override
    public void step(double[] parameter, double[] gradient, OptimizerState state) {
        double rate = lr / Moments.correction(beta1, state.nextStep());
        double[] mean = state.each(Moments.MEAN);
        double[] largest = state.each(LARGEST);
        for (int i = 0; i < parameter.length; i++) {
            double slope = gradient[i] + weightDecay * parameter[i];
            mean[i] += (1 - beta1) * (slope - mean[i]);
            largest[i] = Math.max(beta2 * largest[i], Math.abs(slope) + eps);
            parameter[i] -= rate * mean[i] / largest[i];
        }
    }
}
