package dev.nabla.network.optimizer;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Adam with the infinity norm. */
@OptimizerDefinition(
    summary = "Variant of Adam based on the infinity norm: divides by an exponentially decaying maximum of the gradients.",
    formula = "m \\leftarrow \\beta_1 m + (1 - \\beta_1)\\,g, \\quad u \\leftarrow \\max(\\beta_2 u, |g| + \\varepsilon), \\quad \\theta \\leftarrow \\theta - \\frac{\\eta}{1 - \\beta_1^t} \\, \\frac{m}{u}, \\quad g = \\nabla L + \\lambda \\theta",
    references = {"Kingma and Ba (2015), Adam: A method for stochastic optimization, section 7.1", "PyTorch Adamax"})
public record Adamax(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "decay rate of the running average of the gradient", within = "[0, 1)") double beta1,
    @Option(value = "decay rate of the exponentially weighted infinity norm", within = "[0, 1)") double beta2,
    @Option(
        value = "added to the absolute value of each gradient for numerical stability",
        within = "[0, inf)") double eps,
    @Option(value = "weight decay (L2 penalty), added to the gradient", within = "[0, inf)") double weightDecay)
        implements Optimizer {

    private static final Slot LARGEST = Slot.ofEachSquare("exp_inf",
            "exponentially weighted infinity norm of the gradient");

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
        ScaledDoubleDouble rate = ScaledDoubleDouble.of(lr)
                .dividedBy(RunningAverage.correction(beta1, state.nextStep()));
        double[] mean = state.each(Moments.MEAN);
        double[] largest = state.each(LARGEST);
        RunningAverage average = RunningAverage.of(beta1);
        ScaledDoubleDouble decay = ScaledDoubleDouble.of(beta2);
        ScaledDoubleDouble added = ScaledDoubleDouble.of(eps);
        for (int i = 0; i < parameter.length; i++) {
            ScaledDoubleDouble g = Updates.gradient(gradient[i], weightDecay, parameter[i]);
            ScaledDoubleDouble next = average.next(mean[i], g);
            ScaledDoubleDouble norm = decay.timesOrZero(ScaledDoubleDouble.of(largest[i])).max(g.abs().plus(added));
            mean[i] = next.value();
            largest[i] = norm.value();
            parameter[i] = ScaledDoubleDouble.of(parameter[i])
                    .minus(rate.timesOrZero(Updates.quotient(next, norm))).value();
        }
    }
}
