package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StandardNormal;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** The negative log-likelihood of a log-normal distribution. */
@Definition(
    aliases = "lognormal_nll",
    summary = "Negative log-likelihood of a log-normal distribution with predicted mean and standard deviation of the logarithm.",
    formula = "\\log t + \\log s + \\tfrac12 \\log 2\\pi + \\tfrac12 u^2, \\quad u = (\\log t - x) / s, \\quad s = \\text{scale}",
    gradient = "\\partial_x = -u / s, \\quad \\partial_{scale} = (1 - u^2) / s",
    hessian = "\\partial_x^2 = 1 / s^2, \\quad \\partial_{scale}^2 = (3 u^2 - 1) / s^2",
    edges = "predictions are means of the logarithm, not of the target itself.",
    references = {"PyTorch torch.distributions.LogNormal: -log_prob",
            "Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 14"},
    examples = {@Example(name = "Two values", body = """
                {"predictions": [0.5, -1.0], "targets": [2.0, 0.5], "scale": [0.5, 1.5]}"""),
            @Example(name = "Gradient of the scale only", body = """
                        {"predictions": [0.0], "targets": [1.5], "scale": [0.25], "wrt": ["scale"]}""")})
public record LogNormalNll() implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted means of the logarithm").twiceDifferentiable(),
            Input.numbers("targets", "observed values").within("(0, inf]"),
            Input.numbers("scale", "predicted standard deviations of the logarithm").within("(0, inf]")
                    .twiceDifferentiable());

    private static final double TINY = 0x1p-400;

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        DoubleDouble logs = Extended.log(inputs[1]).plus(Extended.log(inputs[2]));
        return logs.minus(StandardNormal.logDensity(deviation(inputs))).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        DoubleDouble u = deviation(inputs);
        double scale = inputs[2];
        gradient[0] = meanGradient(inputs, u).value();
        gradient[2] = ScaledDoubleDouble.ONE.minus(square(u)).dividedBy(DoubleDouble.of(scale)).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble u = deviation(inputs);
        double scale = inputs[2];
        hessian[0] = DoubleDouble.quotient(1, scale).dividedBy(scale).value();
        hessian[2] = square(u).times(3).minus(ScaledDoubleDouble.ONE).dividedBy(DoubleDouble.of(scale))
                .dividedBy(DoubleDouble.of(scale)).value();
    }

    /** −u/s, computed from the difference where u may be subnormal. */
    private static DoubleDouble meanGradient(double[] inputs, DoubleDouble u) {
        double scale = inputs[2];
        return Math.abs(u.hi()) < TINY && scale > TINY && scale < 1 / TINY
                ? Extended.minusLog(inputs[0], inputs[1]).dividedBy(DoubleDouble.product(scale, scale))
                : u.negated().dividedBy(scale);
    }

    private static ScaledDoubleDouble square(DoubleDouble u) {
        return ScaledDoubleDouble.of(u).squared();
    }

    /** (log t − x)/s. */
    private static DoubleDouble deviation(double[] inputs) {
        return Extended.minusLog(inputs[0], inputs[1]).negated().dividedBy(inputs[2]);
    }
}
