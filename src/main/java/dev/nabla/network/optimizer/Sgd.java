package dev.nabla.network.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Gradient descent, with momentum if wanted. */
@OptimizerDefinition(
    summary = "Walks against the gradient; with momentum, like a ball that keeps some of its speed.",
    formula = "v \\leftarrow \\mu v + (1 - \\tau)\\,g, \\quad \\theta \\leftarrow \\theta - \\eta v \\quad (\\text{nesterov: } \\theta \\leftarrow \\theta - \\eta (g + \\mu v)), \\quad g = \\nabla L + \\lambda \\theta",
    references = {"Polyak (1964)",
            "Sutskever et al. (2013), On the importance of initialization and momentum in deep learning",
            "PyTorch SGD"})
public record Sgd(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "share of the last move that the next one keeps", within = "[0, inf)") double momentum,
    @Option("share of the gradient that the momentum does not take up") double dampening,
    @Option(value = "share of the parameter that is added to its gradient", within = "[0, inf)") double weightDecay,
    @Option("looks ahead along the momentum; needs momentum and no dampening") boolean nesterov) implements Optimizer {

    private static final Slot BUFFER = Slot.ofEach("momentum_buffer",
            "the last move, before the learning rate; kept with momentum only");

    public Sgd {
        OptionSpec.check(Sgd.class, "lr", lr);
        OptionSpec.check(Sgd.class, "momentum", momentum);
        OptionSpec.check(Sgd.class, "dampening", dampening);
        OptionSpec.check(Sgd.class, "weightDecay", weightDecay);
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new InvalidOptionException("nesterov", "nesterov needs a momentum above 0 and a dampening of 0");
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
        for (int i = 0; i < parameter.length; i++) {
            double slope = gradient[i] + weightDecay * parameter[i];
            if (momentum != 0) {
                // the first step takes up the whole gradient, whatever the dampening
                buffer[i] = isFirst ? slope : momentum * buffer[i] + (1 - dampening) * slope;
                slope = nesterov ? slope + momentum * buffer[i] : buffer[i];
            }
            parameter[i] -= lr * slope;
        }
    }
}
