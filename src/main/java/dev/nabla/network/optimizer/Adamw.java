package dev.nabla.network.optimizer;

import dev.nabla.network.OptimizerDefinition;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Adam with decoupled weight decay. */
@OptimizerDefinition(
    summary = "Adam with decoupled weight decay, which is applied to the parameters instead of the gradient.",
    formula = "\\theta \\leftarrow (1 - \\eta \\lambda)\\,\\theta, \\quad \\text{then as adam with } g = \\nabla L",
    references = {"Loshchilov and Hutter (2019), Decoupled weight decay regularization", "PyTorch AdamW"})
public record Adamw(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "decay rate of the running average of the gradient", within = "[0, 1)") double beta1,
    @Option(value = "decay rate of the running average of the squared gradient", within = "[0, 1)") double beta2,
    @Option(value = "added to the denominator for numerical stability", within = "[0, inf)") double eps,
    @Option(
        value = "decoupled weight decay: each step multiplies the parameter by 1 - lr * weight_decay",
        within = "[0, inf)") double weightDecay,
    @Option("whether to use the AMSGrad variant, which divides by the maximum of the averages of the squared gradient so far") boolean amsgrad)
        implements AdamLike {

    public Adamw {
        OptionSpec.check(Adamw.class, "lr", lr);
        OptionSpec.check(Adamw.class, "beta1", beta1);
        OptionSpec.check(Adamw.class, "beta2", beta2);
        OptionSpec.check(Adamw.class, "eps", eps);
        OptionSpec.check(Adamw.class, "weightDecay", weightDecay);
    }

    public Adamw() {
        this(1e-3, 0.9, 0.999, 1e-8, 1e-2, false);
    }

    @Override
    public AdamRule rule() {
        return new AdamRule(lr, beta1, beta2, eps, weightDecay, true, amsgrad);
    }
}
