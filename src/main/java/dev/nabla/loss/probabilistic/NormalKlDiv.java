package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The KL divergence of one Gaussian from another. */
@Definition(
    aliases = {"kl_normal_normal", "gaussian_kl_between"},
    summary = "KL divergence of a Gaussian from a Gaussian prior; both may be learned.",
    formula = "\\tfrac12 \\left( e^a - 1 - a + \\delta^2 e^{-r} \\right), \\quad a = s - r, \\quad \\delta = \\mu - \\mu_0, \\quad s = \\text{log\\_variance}, \\quad r = \\text{prior\\_log\\_variance}",
    gradient = "\\partial_\\mu = \\delta e^{-r}, \\quad \\partial_s = \\tfrac12 (e^a - 1), \\quad \\partial_{\\mu_0} = -\\delta e^{-r}, \\quad \\partial_r = -\\tfrac12 \\left( e^a - 1 + \\delta^2 e^{-r} \\right)",
    hessian = "\\partial_\\mu^2 = \\partial_{\\mu_0}^2 = e^{-r}, \\quad \\partial_s^2 = \\tfrac12 e^a, \\quad \\partial_r^2 = \\tfrac12 \\left( e^a + \\delta^2 e^{-r} \\right)",
    edges = {"The loss keeps full precision near a = 0, however small it is.",
            "Products with exp(-r) overflow or underflow only if the result does.",
            "gaussian_kl is the special case of a standard normal prior."},
    references = {"PyTorch distributions kl_divergence(Normal, Normal)",
            "Kullback and Leibler (1951), On Information and Sufficiency, https://doi.org/10.1214/aoms/1177729694"},
    examples = {@Example(
        name = "Two Gaussians and their priors",
        body = """
                        {"mean": [0.5, -1.0], "log_variance": [0.25, -0.5], "prior_mean": [0.0, 1.0], "prior_log_variance": [0.5, -1.0]}"""),
            @Example(
                name = "Gradients of the prior only",
                body = """
                        {"mean": [[0.5, -1.0]], "log_variance": [[0.25, -0.5]], "prior_mean": [[0.0, 1.0]], "prior_log_variance": [[0.5, -1.0]], "wrt": ["prior_mean", "prior_log_variance"], "reduction": "batchmean"}""")})
public record NormalKlDiv() implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("mean", "means").twiceDifferentiable(),
            Input.numbers("log_variance", "log-variances").twiceDifferentiable(),
            Input.numbers("prior_mean", "means of the prior").twiceDifferentiable(),
            Input.numbers("prior_log_variance", "log-variances of the prior").twiceDifferentiable());

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public Set<Reduction> reductions() {
        return EnumSet.allOf(Reduction.class);
    }

    @Override
    public double value(double[] inputs) {
        DoubleDouble logRatio = logRatio(inputs);
        DoubleDouble spread = logRatio.hi() == Double.NEGATIVE_INFINITY
                ? DoubleDouble.difference(0.5 * inputs[3], 0.5 * inputs[1])
                : GaussianKl.spread(logRatio);
        return spread.plus(halfSquared(inputs)).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        DoubleDouble spreadGradient = GaussianKl.spreadGradient(logRatio(inputs));
        double meanGradient = Extended.scaledExp(DoubleDouble.of(-inputs[3])).times(shift(inputs)).value();
        gradient[0] = meanGradient;
        gradient[1] = spreadGradient.value();
        gradient[2] = 0.0 - meanGradient;
        gradient[3] = 0.0 - spreadGradient.plus(halfSquared(inputs)).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble half = GaussianKl.halfExp(logRatio(inputs));
        hessian[0] = Elementary.exp(-inputs[3]);
        hessian[1] = half.value();
        hessian[2] = hessian[0];
        hessian[3] = half.plus(halfSquared(inputs)).value();
    }

    private static ScaledDoubleDouble shift(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[0], inputs[2]);
    }

    private static DoubleDouble logRatio(double[] inputs) {
        return DoubleDouble.difference(inputs[1], inputs[3]);
    }

    /** ½δ² e^−r. */
    private static DoubleDouble halfSquared(double[] inputs) {
        return Mahalanobis.squared(shift(inputs), inputs[3]).times(0.5).toDoubleDouble();
    }
}
