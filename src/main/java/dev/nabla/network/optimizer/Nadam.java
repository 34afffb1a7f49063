package dev.nabla.network.optimizer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Optimizer;
import dev.nabla.network.OptimizerDefinition;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Slot;
import dev.nabla.network.optimizer.Moments.Moment;
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

    private static final Slot PRODUCT = Slot.single("mu_product", "product of the momentum coefficients so far",
            "[0, 1]");

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
        ScaledDoubleDouble now = momentum(step);
        ScaledDoubleDouble next = momentum(step + 1);
        ScaledDoubleDouble product = state.multiply(PRODUCT, now);
        ScaledDoubleDouble one = ScaledDoubleDouble.ONE;
        ScaledDoubleDouble rate = ScaledDoubleDouble.of(lr);
        ScaledDoubleDouble gradientRate = rate.times(one.minus(now)).dividedBy(one.minus(product));
        ScaledDoubleDouble meanRate = rate.times(next).dividedBy(one.minus(product.times(next)));
        ScaledDoubleDouble correction = RunningAverage.correction(beta2, step);
        ScaledDoubleDouble added = ScaledDoubleDouble.of(eps);
        ScaledDoubleDouble decay = decoupledWeightDecay ? Updates.decay(lr, weightDecay) : one;
        double penalty = decoupledWeightDecay ? 0 : weightDecay;
        Moments moments = new Moments(state, beta1, beta2);
        for (int i = 0; i < parameter.length; i++) {
            ScaledDoubleDouble g = Updates.gradient(gradient[i], penalty, parameter[i]);
            Moment moment = moments.add(i, g);
            ScaledDoubleDouble size = moment.square().dividedBy(correction).squareRoot().plus(added);
            parameter[i] = decay.times(parameter[i])
                    .minus(gradientRate.timesOrZero(Updates.quotient(g, size)))
                    .minus(meanRate.timesOrZero(Updates.quotient(moment.mean(), size))).value();
        }
    }

    private ScaledDoubleDouble momentum(double step) {
        DoubleDouble exponent = Extended.log(WARM_UP).times(DoubleDouble.product(step, momentumDecay));
        return ScaledDoubleDouble.of(DoubleDouble.ONE.minus(Extended.refinedExp(exponent).half()).times(beta1));
    }
}
