package dev.nabla.network.optimizer;

import dev.nabla.network.OptimizerDefinition;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Adam that divides by the maximum of the averages of the squared gradient. */
@OptimizerDefinition(
    summary = "Variant of Adam that divides by the maximum of the averages of the squared gradient, so that the effective learning rate never increases.",
    formula = "\\hat v \\leftarrow \\max(\\hat v, v), \\quad \\theta \\leftarrow \\theta - \\eta \\frac{m / (1 - \\beta_1^t)}{\\sqrt{\\hat v / (1 - \\beta_2^t)} + \\varepsilon}, \\quad m, v \\text{ as in adam}",
    references = {"Reddi, Kale and Kumar (2018), On the convergence of Adam and beyond",
            "PyTorch Adam with amsgrad=True"})
public record Amsgrad(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "decay rate of the running average of the gradient", within = "[0, 1)") double beta1,
    @Option(value = "decay rate of the running average of the squared gradient", within = "[0, 1)") double beta2,
    @Option(value = "added to the denominator for numerical stability", within = "[0, inf)") double eps,
    @Option(value = "weight decay (L2 penalty), added to the gradient", within = "[0, inf)") double weightDecay)
        implements AdamLike {

    public Amsgrad {
        OptionSpec.check(Amsgrad.class, "lr", lr);
        OptionSpec.check(Amsgrad.class, "beta1", beta1);
        OptionSpec.check(Amsgrad.class, "beta2", beta2);
        OptionSpec.check(Amsgrad.class, "eps", eps);
        OptionSpec.check(Amsgrad.class, "weightDecay", weightDecay);
    }

    public Amsgrad() {
        this(1e-3, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public AdamRule rule() {
        return new AdamRule(lr, beta1, beta2, eps, weightDecay, false, true);
    }
}
