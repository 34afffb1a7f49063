package dev.nabla.network.optimizer;

import dev.nabla.network.OptimizerDefinition;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Adaptive moment estimation, with bias correction. */
@OptimizerDefinition(
    summary = "Adaptive moment estimation: the running average of the gradient divided by the root of that of its square, both bias-corrected.",
    formula = "m \\leftarrow \\beta_1 m + (1 - \\beta_1)\\,g, \\quad v \\leftarrow \\beta_2 v + (1 - \\beta_2)\\,g^2, \\quad \\theta \\leftarrow \\theta - \\eta \\frac{m / (1 - \\beta_1^t)}{\\sqrt{v / (1 - \\beta_2^t)} + \\varepsilon}, \\quad g = \\nabla L + \\lambda \\theta",
    references = {"Kingma and Ba (2015), Adam: A method for stochastic optimization", "PyTorch Adam"})
public record Adam(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "decay rate of the running average of the gradient", within = "[0, 1)") double beta1,
    @Option(value = "decay rate of the running average of the squared gradient", within = "[0, 1)") double beta2,
    @Option(value = "added to the denominator for numerical stability", within = "[0, inf)") double eps,
    @Option(value = "weight decay (L2 penalty), added to the gradient", within = "[0, inf)") double weightDecay,
    @Option("whether to use the AMSGrad variant, which divides by the maximum of the averages of the squared gradient so far") boolean amsgrad)
        implements AdamLike {

    public Adam {
        OptionSpec.check(Adam.class, "lr", lr);
        OptionSpec.check(Adam.class, "beta1", beta1);
        OptionSpec.check(Adam.class, "beta2", beta2);
        OptionSpec.check(Adam.class, "eps", eps);
        OptionSpec.check(Adam.class, "weightDecay", weightDecay);
    }

    public Adam() {
        this(1e-3, 0.9, 0.999, 1e-8, 0, false);
    }

    @Override
    public AdamRule rule() {
        return new AdamRule(lr, beta1, beta2, eps, weightDecay, false, amsgrad);
    }
}
