package dev.nabla.network.optimizer;

import dev.nabla.network.OptimizerDefinition;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Adam that never forgets how large a gradient was. */
@OptimizerDefinition(
    summary = "Adam that divides by the largest mean squared gradient so far, so that its steps cannot grow again.",
    formula = "\\hat v \\leftarrow \\max(\\hat v, v), \\quad \\theta \\leftarrow \\theta - \\eta \\frac{m / (1 - \\beta_1^t)}{\\sqrt{\\hat v / (1 - \\beta_2^t)} + \\varepsilon}, \\quad m, v \\text{ as in adam}",
    references = {"Reddi, Kale and Kumar (2018), On the convergence of Adam and beyond",
            "PyTorch Adam with amsgrad=True"})
public record Amsgrad(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "share of the mean gradient that a step keeps", within = "[0, 1)") double beta1,
    @Option(value = "share of the mean squared gradient that a step keeps", within = "[0, 1)") double beta2,
    @Option(value = "added to the denominator", within = "[0, inf)") double eps,
    @Option(value = "share of the parameter that is added to its gradient", within = "[0, inf)") double weightDecay)
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
