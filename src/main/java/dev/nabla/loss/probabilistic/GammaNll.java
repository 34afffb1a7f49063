package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.LogGamma;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** The negative log-likelihood of a gamma distribution with predicted shape and rate. */
@Definition(
    aliases = "gamma_distribution_nll",
    summary = "Negative log-likelihood of a gamma distribution with predicted shape (concentration) and rate.",
    formula = "\\log \\Gamma(\\alpha) - \\alpha \\log \\beta - (\\alpha - 1) \\log t + \\beta t, \\quad \\alpha = \\text{concentration}, \\quad \\beta = \\text{rate}",
    gradient = "\\partial_{concentration} = \\psi(\\alpha) - \\log \\beta - \\log t, \\quad \\partial_{rate} = t - \\alpha / \\beta",
    hessian = "\\partial_{concentration}^2 = \\psi'(\\alpha), \\quad \\partial_{rate}^2 = \\alpha / \\beta^2",
    edges = "Near the mode of a large shape the terms of the loss cancel; they are summed in twice float64's precision.",
    references = {"PyTorch torch.distributions.Gamma: -log_prob",
            "Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 17"},
    examples = {@Example(name = "Two values", body = """
                {"concentration": [2.5, 0.5], "rate": [1.5, 2.0], "targets": [1.0, 0.25]}"""),
            @Example(name = "Gradient of the shape only", body = """
                        {"concentration": [4.0], "rate": [2.0], "targets": [1.75], "wrt": ["concentration"]}""")})
public record GammaNll() implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("concentration", "predicted shape parameters").within("(0, inf]").twiceDifferentiable(),
            Input.numbers("rate", "predicted rates").within("(0, inf]").twiceDifferentiable(),
            Input.numbers("targets", "observed values").within("(0, inf]"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    /** From this shape on, log Γ(α) is α·log α − α to all digits, and may overflow where the loss does not. */
    private static final double HUGE = 0x1p950;

    @Override
    public double value(double[] inputs) {
        return inputs[0] >= HUGE && inputs[0] <= Double.MAX_VALUE
                ? ofHugeShape(inputs[0], inputs[1], inputs[2])
                : ofShape(inputs);
    }

    /** α·(log(α/βt) − 1) + log t + βt. */
    private static double ofHugeShape(double shape, double rate, double target) {
        DoubleDouble logTarget = Extended.log(target);
        DoubleDouble logs = Extended.log(shape).minus(logTarget.plus(Extended.log(rate))).minus(1);
        return ScaledDoubleDouble.of(rate).times(target).plus(ScaledDoubleDouble.of(logs).times(shape))
                .plus(ScaledDoubleDouble.of(logTarget)).value();
    }

    private static double ofShape(double[] inputs) {
        double shape = inputs[0];
        DoubleDouble logTarget = Extended.log(inputs[2]);
        DoubleDouble logs = logTarget.plus(Extended.log(inputs[1])).times(shape).minus(logTarget);
        return LogGamma.extendedLgamma(shape).minus(logs).plus(DoubleDouble.product(inputs[1], inputs[2])).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        DoubleDouble logs = Extended.log(inputs[2]).plus(Extended.log(inputs[1]));
        gradient[0] = LogGamma.extendedDigamma(inputs[0]).minus(logs).value();
        gradient[1] = DoubleDouble.of(inputs[2]).minus(DoubleDouble.quotient(inputs[0], inputs[1])).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = LogGamma.trigamma(inputs[0]);
        hessian[1] = DoubleDouble.quotient(inputs[0], inputs[1]).dividedBy(inputs[1]).value();
    }
}
