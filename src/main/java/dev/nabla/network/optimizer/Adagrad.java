package dev.nabla.network.optimizer;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Divides by the root of the sum of all squared gradients. */
@OptimizerDefinition(
    summary = "Adaptive gradient method: divides the learning rate by the root of the sum of all squared gradients.",
    formula = "s \\leftarrow s + g^2, \\quad \\theta \\leftarrow \\theta - \\frac{\\eta}{1 + (t - 1)\\,\\delta} \\, \\frac{g}{\\sqrt{s} + \\varepsilon}, \\quad g = \\nabla L + \\lambda \\theta",
    references = {
            "Duchi, Hazan and Singer (2011), Adaptive subgradient methods for online learning and stochastic optimization",
            "PyTorch Adagrad"})
public record Adagrad(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "learning rate decay", within = "[0, inf)") double lrDecay,
    @Option(value = "weight decay (L2 penalty), added to the gradient", within = "[0, inf)") double weightDecay,
    @Option(
        value = "initial value of the sum of squared gradients",
        within = "[0, inf)") double initialAccumulatorValue,
    @Option(value = "added to the denominator for numerical stability", within = "[0, inf)") double eps)
        implements Optimizer {

    private static final Slot SUM = Slot.ofEachSquare("sum", "sum of the squared gradients");

    public Adagrad {
        OptionSpec.check(Adagrad.class, "lr", lr);
        OptionSpec.check(Adagrad.class, "lrDecay", lrDecay);
        OptionSpec.check(Adagrad.class, "weightDecay", weightDecay);
        OptionSpec.check(Adagrad.class, "initialAccumulatorValue", initialAccumulatorValue);
        OptionSpec.check(Adagrad.class, "eps", eps);
    }

    public Adagrad() {
        this(1e-2, 0, 0, 0, 1e-10);
    }

    @Override
    public List<Slot> slots() {
        return List.of(Slot.STEP, SUM);
    }

    @Override
    public void step(double[] parameter, double[] gradient, OptimizerState state) {
        ScaledDoubleDouble rate = ScaledDoubleDouble.of(lr).dividedBy(
                ScaledDoubleDouble.of(state.nextStep() - 1).times(lrDecay).plus(ScaledDoubleDouble.ONE));
        double[] sum = state.each(SUM, initialAccumulatorValue);
        ScaledDoubleDouble added = ScaledDoubleDouble.of(eps);
        for (int i = 0; i < parameter.length; i++) {
            ScaledDoubleDouble g = Updates.gradient(gradient[i], weightDecay, parameter[i]);
            ScaledDoubleDouble squares = ScaledDoubleDouble.of(sum[i]).plus(g.squared());
            sum[i] = squares.value();
            ScaledDoubleDouble update = Updates.quotient(g, squares.squareRoot().plus(added));
            parameter[i] = ScaledDoubleDouble.of(parameter[i]).minus(rate.timesOrZero(update)).value();
        }
    }
}
