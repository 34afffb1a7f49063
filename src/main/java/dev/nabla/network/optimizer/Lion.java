package dev.nabla.network.optimizer;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Updates by the sign of the momentum. */
@OptimizerDefinition(
    summary = "Evolved sign momentum: updates every parameter by the sign of an interpolation between momentum and gradient.",
    formula = "\\theta \\leftarrow (1 - \\eta \\lambda)\\,\\theta - \\eta \\operatorname{sign}(\\beta_1 m + (1 - \\beta_1)\\,g), \\quad m \\leftarrow \\beta_2 m + (1 - \\beta_2)\\,g",
    references = {"Chen et al. (2023), Symbolic discovery of optimization algorithms", "Optax lion"})
public record Lion(
    @Option(value = "learning rate", within = "[0, inf)") double lr,
    @Option(value = "weight of the running average of the gradient in the update", within = "[0, 1)") double beta1,
    @Option(value = "decay rate of the running average of the gradient", within = "[0, 1)") double beta2,
    @Option(
        value = "decoupled weight decay: each step multiplies the parameter by 1 - lr * weight_decay",
        within = "[0, inf)") double weightDecay) implements Optimizer {

    public Lion {
        OptionSpec.check(Lion.class, "lr", lr);
        OptionSpec.check(Lion.class, "beta1", beta1);
        OptionSpec.check(Lion.class, "beta2", beta2);
        OptionSpec.check(Lion.class, "weightDecay", weightDecay);
    }

    public Lion() {
        this(1e-4, 0.9, 0.99, 0);
    }

    @Override
    public List<Slot> slots() {
        return List.of(Moments.MEAN);
    }

    @Override
    public void step(double[] parameter, double[] gradient, OptimizerState state) {
        double[] mean = state.each(Moments.MEAN);
        RunningAverage ofDirection = RunningAverage.of(beta1);
        RunningAverage ofGradient = RunningAverage.of(beta2);
        ScaledDoubleDouble decay = Updates.decay(lr, weightDecay);
        for (int i = 0; i < parameter.length; i++) {
            ScaledDoubleDouble g = ScaledDoubleDouble.of(gradient[i]);
            double direction = ofDirection.next(mean[i], g).sign();
            parameter[i] = decay.times(parameter[i]).minus(ScaledDoubleDouble.of(lr * direction)).value();
            mean[i] = ofGradient.next(mean[i], g).value();
        }
    }
}
