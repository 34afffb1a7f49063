package dev.nabla.network.optimizer;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Adapts the step size from running averages of squared gradients and squared updates. */
@OptimizerDefinition(
    summary = "Adaptive learning rate method that scales each step by running averages of squared gradients and squared updates.",
    formula = "v \\leftarrow \\rho v + (1 - \\rho)\\,g^2, \\quad \\Delta = \\frac{\\sqrt{u + \\varepsilon}}{\\sqrt{v + \\varepsilon}}\\,g, \\quad u \\leftarrow \\rho u + (1 - \\rho)\\,\\Delta^2, \\quad \\theta \\leftarrow \\theta - \\eta \\Delta, \\quad g = \\nabla L + \\lambda \\theta",
    references = {"Zeiler (2012), ADADELTA: An adaptive learning rate method", "PyTorch Adadelta"})
public record Adadelta(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "decay rate of the running averages", within = "[0, 1]") double rho,
    @Option(value = "added inside the square roots for numerical stability", within = "[0, inf)") double eps,
    @Option(value = "weight decay (L2 penalty), added to the gradient", within = "[0, inf)") double weightDecay)
        implements Optimizer {

    private static final Slot SQUARE = Slot.ofEachSquare("square_avg", "running average of the squared gradient");
    private static final Slot DELTA = Slot.ofEachSquare("acc_delta", "running average of the squared update");

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
        RunningAverage average = RunningAverage.of(rho);
        ScaledDoubleDouble rate = ScaledDoubleDouble.of(lr);
        ScaledDoubleDouble added = ScaledDoubleDouble.of(eps);
        for (int i = 0; i < parameter.length; i++) {
            ScaledDoubleDouble g = Updates.gradient(gradient[i], weightDecay, parameter[i]);
            ScaledDoubleDouble squares = average.next(square[i], g.squared());
            ScaledDoubleDouble ratio = Updates.quotient(ScaledDoubleDouble.of(delta[i]).plus(added),
                    squares.plus(added));
            ScaledDoubleDouble update = ratio.squareRoot().timesOrZero(g);
            square[i] = squares.value();
            delta[i] = average.next(delta[i], update.squared()).value();
            parameter[i] = ScaledDoubleDouble.of(parameter[i]).minus(rate.timesOrZero(update)).value();
        }
    }
}
