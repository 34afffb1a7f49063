package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** The negative log-likelihood of a Weibull distribution with predicted scale and shape. */
@Definition(
    aliases = "weibull",
    summary = "Negative log-likelihood of a Weibull distribution of lifetimes with predicted scale and shape (concentration).",
    formula = "-\\log k + \\log \\lambda - (k - 1) \\log z + z^k, \\quad z = t / \\lambda, \\quad \\lambda = \\text{scale}, \\quad k = \\text{concentration}",
    gradient = "\\partial_{scale} = k (1 - z^k) / \\lambda, \\quad \\partial_{concentration} = -1/k + (z^k - 1) \\log z",
    hessian = "\\partial_{scale}^2 = k \\left( (k + 1) z^k - 1 \\right) / \\lambda^2, \\quad \\partial_{concentration}^2 = 1/k^2 + z^k \\log^2 z",
    edges = "If z^k overflows, the loss is Infinity.",
    references = {"PyTorch torch.distributions.Weibull: -log_prob",
            "Weibull (1951), A statistical distribution function of wide applicability"},
    examples = {@Example(name = "Two lifetimes", body = """
                {"scale": [2.0, 0.5], "concentration": [1.5, 0.75], "targets": [1.0, 0.75]}"""),
            @Example(name = "Gradient of the shape only", body = """
                        {"scale": [10.0], "concentration": [3.0], "targets": [8.0], "wrt": ["concentration"]}""")})
public record WeibullNll() implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("scale", "predicted scales").within("(0, inf]").twiceDifferentiable(),
            Input.numbers("concentration", "predicted shape parameters").within("(0, inf]").twiceDifferentiable(),
            Input.numbers("targets", "observed lifetimes").within("(0, inf]"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        DoubleDouble logZ = logRatio(inputs);
        DoubleDouble logs = Extended.log(inputs[0]).minus(Extended.log(inputs[1]));
        double power = power(inputs[1], logZ);
        DoubleDouble powers = logZ.minus(logZ.times(inputs[1])).plus(power);
        return Double.isInfinite(power) ? power : logs.plus(powers).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        DoubleDouble logZ = logRatio(inputs);
        double scale = inputs[0];
        double k = inputs[1];
        DoubleDouble excess = Extended.roundedExpm1(logZ.times(k));
        gradient[0] = excess.negated().dividedBy(scale).times(k).value();
        gradient[1] = excess.times(logZ).minus(DoubleDouble.quotient(1, k)).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble logZ = logRatio(inputs);
        double scale = inputs[0];
        double k = inputs[1];
        double power = power(k, logZ);
        DoubleDouble excess = Extended.roundedExpm1(logZ.times(k));
        hessian[0] = excess.plus(DoubleDouble.product(k, power)).dividedBy(scale).times(k).dividedBy(scale).value();
        DoubleDouble square = logZ.times(power).times(logZ);
        hessian[1] = DoubleDouble.quotient(1, k).dividedBy(k).plus(square).value();
    }

    /** z^k. */
    private static double power(double k, DoubleDouble logZ) {
        DoubleDouble log = logZ.times(k);
        return Elementary.exp(log.hi(), log.lo());
    }

    /** log(t/λ). */
    private static DoubleDouble logRatio(double[] inputs) {
        return Extended.logRatio(inputs[2], inputs[0]);
    }
}
