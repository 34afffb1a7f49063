package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import java.util.List;

/** The negative log-likelihood of a Gaussian with predicted mean and log-variance. */
@Definition(
    aliases = {"heteroscedastic_nll", "gaussian_nll_log_var"},
    summary = "Negative log-likelihood of a Gaussian with predicted mean and log-variance; unlike gaussian_nll it needs no clamp.",
    formula = "\\tfrac12 \\left( s + d^2 e^{-s} \\right) \\; \\left[ + \\tfrac12 \\log 2\\pi \\text{ with full} \\right], \\quad d = x - t, \\quad s = \\text{log\\_variance}",
    gradient = "\\partial_x = d\\,e^{-s}, \\quad \\partial_s = \\tfrac12 \\left( 1 - d^2 e^{-s} \\right)",
    hessian = "\\partial_x^2 = e^{-s}, \\quad \\partial_s^2 = \\tfrac12 d^2 e^{-s}",
    edges = {"At s = -Infinity the loss is Infinity, or -Infinity if d = 0; at s = Infinity it is Infinity.",
            "Products with exp(-s) overflow or underflow only if the result does."},
    references = {
            "Kendall and Gal (2017), What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?, https://arxiv.org/abs/1703.04977"},
    examples = {@Example(name = "Two values", body = """
                {"predictions": [0.1, 2.0], "targets": [0.0, 1.5], "log_variance": [-0.5, 1.0]}"""),
            @Example(
                name = "With the constant term, gradient of the log-variance only",
                body = """
                        {"predictions": [0.5], "targets": [0.0], "log_variance": [-1.5], "full": true, "wrt": ["log_variance"]}""")})
public record GaussianLogVarianceNll(@Option("adds the constant log(2π)/2") boolean full) implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted means").twiceDifferentiable(),
            Input.numbers("targets", "observed values"),
            Input.numbers("log_variance", "predicted log-variances").twiceDifferentiable());

    public GaussianLogVarianceNll() {
        this(false);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        DoubleDouble half = Mahalanobis.squared(residual(inputs), inputs[2]).times(0.5).toDoubleDouble();
        if (half.hi() == Double.POSITIVE_INFINITY) {
            return half.hi();
        }
        DoubleDouble sum = half.plus(0.5 * inputs[2]);
        return (full ? sum.plus(Extended.LOG_TWO_PI.half()) : sum).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = precision(inputs).times(residual(inputs)).value();
        gradient[2] = Mahalanobis.halfComplement(residual(inputs), inputs[2]).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = Elementary.exp(-inputs[2]);
        hessian[2] = Mahalanobis.squared(residual(inputs), inputs[2]).times(0.5).value();
    }

    private static ScaledDoubleDouble precision(double[] inputs) {
        return Extended.scaledExp(DoubleDouble.of(-inputs[2]));
    }

    private static ScaledDoubleDouble residual(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[0], inputs[1]);
    }
}
