package dev.nabla.network.optimizer;

import dev.nabla.kernel.Elementary;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Adam with Nesterov momentum. */
@OptimizerDefinition(
    summary = "Adam with Nesterov momentum.",
    formula = "\\mu_t = \\beta_1 (1 - \\tfrac12 0.96^{t \\psi}), \\quad \\theta \\leftarrow \\theta - \\eta \\frac{\\mu_{t+1} m / (1 - \\prod_{i \\le t+1} \\mu_i) + (1 - \\mu_t)\\,g / (1 - \\prod_{i \\le t} \\mu_i)}{\\sqrt{v / (1 - \\beta_2^t)} + \\varepsilon}, \\quad m, v \\text{ as in adam}",
    references = {"Dozat (2016), Incorporating Nesterov momentum into Adam", "PyTorch NAdam"})
public record Nadam(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "decay rate of the running average of the gradient", within = "[0, 1)") double beta1,
    @Option(value = "decay rate of the running average of the squared gradient", within = "[0, 1)") double beta2,
    @Option(value = "added to the denominator for numerical stability", within = "[0, inf)") double eps,
    @Option(value = "weight decay (L2 penalty), added to the gradient", within = "[0, inf)") double weightDecay,
    @Option(value = "decay rate of the momentum schedule", within = "[0, inf)") double momentumDecay,
    @Option("whether to decouple weight decay from the gradient, as in AdamW") boolean decoupledWeightDecay)
        implements Optimizer {

    private static final Slot PRODUCT = Slot.single("mu_product", "product of the momentum coefficients so far");

    /** The base of Dozat's momentum schedule. */
    private static final double WARM_UP = 0.96;

    public Nadam {
        OptionSpec.check(Nadam.class, "lr", lr);
        OptionSpec.check(Nadam.class, "beta1", beta1);
        OptionSpec.check(Nadam.class, "beta2", beta2);
        OptionSpec.check(Nadam.class, "eps", eps);
        OptionSpec.check(Nadam.class, "weightDecay", weightDecay);
        OptionSpec.check(Nadam.class, "momentumDecay", momentumDecay);
    }

    public Nadam() {
        this(2e-3, 0.9, 0.999, 1e-8, 0, 4e-3, false);
    }

    @Override
    public List<Slot> slots() {
        return List.of(Slot.STEP, PRODUCT, Moments.MEAN, Moments.SQUARE);
    }

    @Override
    public void step(double[] parameter, double[] gradient, OptimizerState state) {
        double step = state.nextStep();
        double now = momentum(step);
        double next = momentum(step + 1);
        double product = state.multiply(PRODUCT, now);
        Moments moments = new Moments(state, beta1, beta2);
        double correction = Moments.correction(beta2, step);
        for (int i = 0; i < parameter.length; i++) {
            double start = decoupledWeightDecay ? parameter[i] * (1 - lr * weightDecay) : parameter[i];
            double g = decoupledWeightDecay ? gradient[i] : gradient[i] + weightDecay * parameter[i];
            moments.add(i, g);
            double size = Math.sqrt(moments.square(i) / correction) + eps;
            parameter[i] = start - lr * (1 - now) / (1 - product) * g / size
                    - lr * next / (1 - product * next) * moments.mean(i) / size;
        }
    }

    private double momentum(double step) {
        return beta1 * (1 - 0.5 * Elementary.pow(WARM_UP, step * momentumDecay));
    }
}
