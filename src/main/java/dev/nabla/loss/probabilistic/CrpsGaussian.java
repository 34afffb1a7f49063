package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StandardNormal;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** The continuous ranked probability score of a Gaussian forecast, in the units of the target. */
@Definition(
    aliases = {"gaussian_crps", "crps"},
    summary = "Continuous ranked probability score (CRPS) of a Gaussian forecast, a generalization of the absolute error to probabilistic forecasts.",
    formula = "\\sigma \\left( z \\operatorname{erf}(z / \\sqrt2) + 2 \\varphi(z) - 1 / \\sqrt\\pi \\right), \\quad z = (t - x) / \\sigma, \\quad \\sigma = \\text{std}",
    gradient = "\\partial_x = -\\operatorname{erf}(z / \\sqrt2), \\quad \\partial_{std} = 2 \\varphi(z) - 1 / \\sqrt\\pi",
    hessian = "\\partial_x^2 = 2 \\varphi(z) / \\sigma, \\quad \\partial_{std}^2 = 2 z^2 \\varphi(z) / \\sigma",
    edges = "As std goes to 0, it becomes the absolute error.",
    references = {
            "Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation, section 4.2"},
    examples = {@Example(name = "Two forecasts", body = """
                {"predictions": [0.1, 2.0], "targets": [0.5, 1.0], "std": [0.5, 2.0]}"""),
            @Example(name = "Gradient of the standard deviation only", body = """
                        {"predictions": [0.0], "targets": [3.0], "std": [1.0], "wrt": ["std"]}""")})
public record CrpsGaussian() implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted means").twiceDifferentiable(),
            Input.numbers("targets", "observed values"),
            Input.numbers("std", "predicted standard deviations").within("(0, inf]").twiceDifferentiable());

    private static final DoubleDouble INVERSE_SQRT_PI = new DoubleDouble(0x1.20dd750429b6dp-1, 0x1.1ae3a914fed80p-57);

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        DoubleDouble middle = StandardNormal.centralProbability(deviation(inputs).abs());
        return ScaledDoubleDouble.of(stdGradient(inputs)).times(inputs[2])
                .plus(ScaledDoubleDouble.difference(inputs[1], inputs[0]).abs().times(middle)).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = StandardNormal.centralProbability(deviation(inputs)).negated().value();
        gradient[2] = stdGradient(inputs).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble z = deviation(inputs).abs();
        if (Double.isInfinite(z.hi())) {
            hessian[0] = 0;
            hessian[2] = 0;
            return;
        }
        DoubleDouble log = StandardNormal.logDensity(z).plus(Extended.LOG_TWO).minus(Extended.log(inputs[2]));
        DoubleDouble logWithSquare = log.plus(Extended.log(z).times(2));
        hessian[0] = Elementary.exp(log.hi(), log.lo());
        hessian[2] = Elementary.exp(logWithSquare.hi(), logWithSquare.lo());
    }

    /** 2φ(z) − 1/√π. */
    private static DoubleDouble stdGradient(double[] inputs) {
        return DoubleDouble.of(2 * StandardNormal.density(deviation(inputs))).minus(INVERSE_SQRT_PI);
    }

    /** z = (t − x)/σ. */
    private static DoubleDouble deviation(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[1], inputs[0]).dividedBy(DoubleDouble.of(inputs[2]))
                .toDoubleDouble();
    }
}
