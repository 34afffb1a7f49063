package dev.nabla.network.optimizer;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Divides by the root of the running average of the squared gradient. */
@OptimizerDefinition(
    summary = "Divides each gradient by its recent size, so that all parameters update at a like pace.",
    formula = "v \\leftarrow \\alpha v + (1 - \\alpha)\\,g^2, \\quad \\theta \\leftarrow \\theta - \\eta \\frac{g}{\\sqrt{v} + \\varepsilon}, \\quad g = \\nabla L + \\lambda \\theta \\quad (\\text{centered: } \\sqrt{v - \\bar g^2})",
    references = {"Tieleman and Hinton (2012), Lecture 6.5",
            "Graves (2013), Generating sequences with recurrent neural networks (centered)", "PyTorch RMSprop"})
public record Rmsprop(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "decay rate of the running average of the squared gradient", within = "[0, 1]") double alpha,
    @Option(value = "added to the denominator for numerical stability", within = "[0, inf)") double eps,
    @Option(value = "weight decay (L2 penalty), added to the gradient", within = "[0, inf)") double weightDecay,
    @Option(value = "momentum factor", within = "[0, inf)") double momentum,
    @Option("whether to divide by an estimate of the standard deviation of the gradient (centered RMSprop)") boolean centered)
        implements Optimizer {

    private static final Slot SQUARE = Slot.ofEachSquare("square_avg", "running average of the squared gradient");
    private static final Slot BUFFER = Slot.ofEach("momentum_buffer", "momentum buffer; only with momentum");
    private static final Slot MEAN = Slot.ofEach("grad_avg", "running average of the gradient; only if centered");

    public Rmsprop {
        OptionSpec.check(Rmsprop.class, "lr", lr);
        OptionSpec.check(Rmsprop.class, "alpha", alpha);
        OptionSpec.check(Rmsprop.class, "eps", eps);
        OptionSpec.check(Rmsprop.class, "weightDecay", weightDecay);
        OptionSpec.check(Rmsprop.class, "momentum", momentum);
    }

    public Rmsprop() {
        this(1e-2, 0.99, 1e-8, 0, 0, false);
    }

    @Override
    public List<Slot> slots() {
        return List.of(Slot.STEP, SQUARE, BUFFER, MEAN);
    }

    @Override
    public boolean keeps(Slot slot) {
        return slot.equals(BUFFER) ? momentum > 0 : centered || !slot.equals(MEAN);
    }

    @Override
    public void step(double[] parameter, double[] gradient, OptimizerState state) {
        state.nextStep();
        double[] square = state.each(SQUARE);
        double[] mean = centered ? state.each(MEAN) : new double[0];
        double[] buffer = momentum > 0 ? state.each(BUFFER) : new double[0];
        RunningAverage average = RunningAverage.of(alpha);
        ScaledDoubleDouble rate = ScaledDoubleDouble.of(lr);
        ScaledDoubleDouble added = ScaledDoubleDouble.of(eps);
        for (int i = 0; i < parameter.length; i++) {
            ScaledDoubleDouble g = Updates.gradient(gradient[i], weightDecay, parameter[i]);
            ScaledDoubleDouble variance = average.next(square[i], g.squared());
            square[i] = variance.value();
            if (centered) {
                ScaledDoubleDouble next = average.next(mean[i], g);
                mean[i] = next.value();
                variance = variance(variance, next);
            }
            ScaledDoubleDouble update = Updates.quotient(g, variance.squareRoot().plus(added));
            if (momentum > 0) {
                update = Updates.accumulated(ScaledDoubleDouble.of(momentum).times(buffer[i]), update);
                buffer[i] = update.value();
            }
            parameter[i] = ScaledDoubleDouble.of(parameter[i]).minus(rate.timesOrZero(update)).value();
        }
    }

    /** Of a nearly constant gradient the averages are so rounded that the difference may be negative: then it is 0. */
    private static ScaledDoubleDouble variance(ScaledDoubleDouble square, ScaledDoubleDouble mean) {
        return square.isInfinite() ? square : square.minus(mean.squared()).max(ScaledDoubleDouble.ZERO);
    }
}
