package dev.nabla.network.optimizer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Stochastic gradient descent, optionally with momentum. */
@OptimizerDefinition(
    summary = "Stochastic gradient descent, optionally with momentum or Nesterov momentum.",
    formula = "v \\leftarrow \\mu v + (1 - \\tau)\\,g, \\quad \\theta \\leftarrow \\theta - \\eta v \\quad (\\text{nesterov: } \\theta \\leftarrow \\theta - \\eta (g + \\mu v)), \\quad g = \\nabla L + \\lambda \\theta",
    references = {"Polyak (1964)",
            "Sutskever et al. (2013), On the importance of initialization and momentum in deep learning",
            "PyTorch SGD"})
public record Sgd(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "momentum factor", within = "[0, inf)") double momentum,
    @Option("dampening of the momentum") double dampening,
    @Option(value = "weight decay (L2 penalty), added to the gradient", within = "[0, inf)") double weightDecay,
    @Option("whether to use Nesterov momentum; requires momentum > 0 and zero dampening") boolean nesterov)
        implements Optimizer {

    private static final Slot BUFFER = Slot.ofEach("momentum_buffer",
            "momentum buffer; only with momentum");

    public Sgd {
        OptionSpec.check(Sgd.class, "lr", lr);
        OptionSpec.check(Sgd.class, "momentum", momentum);
        OptionSpec.check(Sgd.class, "dampening", dampening);
        OptionSpec.check(Sgd.class, "weightDecay", weightDecay);
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new InvalidOptionException("nesterov", "nesterov requires momentum > 0 and zero dampening");
        }
    }

    public Sgd() {
        this(1e-3, 0, 0, 0, false);
    }

    @Override
    public List<Slot> slots() {
        return List.of(BUFFER);
    }

    @Override
    public boolean keeps(Slot slot) {
        return momentum != 0;
    }

    @Override
    public void step(double[] parameter, double[] gradient, OptimizerState state) {
        boolean isFirst = !state.has(BUFFER);
        double[] buffer = momentum == 0 ? new double[0] : state.each(BUFFER);
        ScaledDoubleDouble rate = ScaledDoubleDouble.of(lr);
        ScaledDoubleDouble factor = ScaledDoubleDouble.of(momentum);
        ScaledDoubleDouble undampened = ScaledDoubleDouble.of(DoubleDouble.difference(1, dampening));
        for (int i = 0; i < parameter.length; i++) {
            ScaledDoubleDouble update = Updates.gradient(gradient[i], weightDecay, parameter[i]);
            if (momentum != 0) {
                // the first step is not dampened
                ScaledDoubleDouble next = isFirst ? update : factor.times(buffer[i]).plus(undampened.times(update));
                buffer[i] = next.value();
                update = nesterov ? factor.times(next).plus(update) : next;
            }
            parameter[i] = ScaledDoubleDouble.of(parameter[i]).minus(rate.timesOrZero(update)).value();
        }
    }
}
