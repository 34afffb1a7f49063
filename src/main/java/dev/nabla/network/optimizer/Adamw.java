package dev.nabla.network.optimizer;

import dev.nabla.network.OptimizerDefinition;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Adam whose weight decay does not pass through the gradient. */
@OptimizerDefinition(
    summary = "Adam with weight decay that shrinks the parameters themselves.",
    formula = "\\theta \\leftarrow (1 - \\eta \\lambda)\\,\\theta, \\quad \\text{then as adam with } g = \\nabla L",
    references = {"Loshchilov and Hutter (2019), Decoupled weight decay regularization", "PyTorch AdamW"})
public record Adamw(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "share of the mean gradient that a step keeps", within = "[0, 1)") double beta1,
    @Option(value = "share of the mean squared gradient that a step keeps", within = "[0, 1)") double beta2,
    @Option(value = "added to the denominator", within = "[0, inf)") double eps,
    @Option(
        value = "share of the parameter that each step takes off, times the learning rate",
        within = "[0, inf)") double weightDecay,
    @Option("divides by the largest mean squared gradient so far, not by the latest") boolean amsgrad)
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
