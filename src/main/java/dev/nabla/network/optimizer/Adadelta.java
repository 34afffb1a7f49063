package dev.nabla.network.optimizer;

import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Steps in the units of the parameter, from the size of the last steps. */
@OptimizerDefinition(
    summary = "Chooses its own step from the size of recent steps and gradients.",
    formula = "v \\leftarrow \\rho v + (1 - \\rho)\\,g^2, \\quad \\Delta = \\frac{\\sqrt{u + \\varepsilon}}{\\sqrt{v + \\varepsilon}}\\,g, \\quad u \\leftarrow \\rho u + (1 - \\rho)\\,\\Delta^2, \\quad \\theta \\leftarrow \\theta - \\eta \\Delta, \\quad g = \\nabla L + \\lambda \\theta",
    references = {"Zeiler (2012), ADADELTA: An adaptive learning rate method", "PyTorch Adadelta"})
public record Adadelta(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "share of the means that a step keeps", within = "[0, 1]") double rho,
    @Option(value = "added under the roots", within = "[0, inf)") double eps,
    @Option(value = "share of the parameter that is added to its gradient", within = "[0, inf)") double weightDecay)
        implements Optimizer {

    private static final Slot SQUARE = Slot.ofEach("square_avg", "the mean squared gradient");
    private static final Slot DELTA = Slot.ofEach("acc_delta", "the mean squared move");

    public Adadelta {
        OptionSpec.check(Adadelta.class, "lr", lr);
        OptionSpec.check(Adadelta.class, "rho", rho);
        OptionSpec.check(Adadelta.class, "eps", eps);
        OptionSpec.check(Adadelta.class, "weightDecay", weightDecay);
    }

    public Adadelta() {
        this(1, 0.9, 1e-6, 0);
    }

    @Override
    public List<Slot> slots() {
        return List.of(Slot.STEP, SQUARE, DELTA);
    }

    @Override
    public void step(double[] parameter, double[] gradient, OptimizerState state) {
        state.nextStep();
        double[] square = state.each(SQUARE);
        double[] delta = state.each(DELTA);
        for (int i = 0; i < parameter.length; i++) {
            double slope = gradient[i] + weightDecay * parameter[i];
            square[i] = rho * square[i] + (1 - rho) * slope * slope;
            double move = Math.sqrt(delta[i] + eps) / Math.sqrt(square[i] + eps) * slope;
            delta[i] = rho * delta[i] + (1 - rho) * move * move;
            parameter[i] -= lr * move;
        }
    }
}
