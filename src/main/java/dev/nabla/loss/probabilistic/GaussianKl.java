package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The KL divergence of a Gaussian from the standard normal distribution. */
@Definition(
    aliases = {"vae_kl", "kl_standard_normal"},
    summary = "KL divergence of a Gaussian with predicted mean and log-variance from the standard normal: the regularization term of a variational autoencoder.",
    formula = "\\tfrac12 \\left( \\mu^2 + e^s - 1 - s \\right), \\quad s = \\text{log\\_variance}",
    gradient = "\\partial_\\mu = \\mu, \\quad \\partial_s = \\tfrac12 \\left( e^s - 1 \\right)",
    hessian = "\\partial_\\mu^2 = 1, \\quad \\partial_s^2 = \\tfrac12 e^s",
    edges = {"At s = ±Infinity the loss is Infinity; the gradient at -Infinity is -1/2.",
            "The loss keeps full precision near s = 0, however small it is.",
            "batchmean divides by the size of the first axis, as is usual for variational autoencoders."},
    references = {"Kingma and Welling (2014), Auto-Encoding Variational Bayes, https://arxiv.org/abs/1312.6114"},
    examples = {@Example(name = "Two latent variables", body = """
                {"mean": [0.5, -1.0], "log_variance": [0.25, -0.5]}"""),
            @Example(
                name = "Two samples, summed over the latent variables",
                body = """
                        {"mean": [[0.5, -1.0], [0.0, 2.0]], "log_variance": [[0.25, -0.5], [1e-8, 1.0]], "reduction": "batchmean"}""")})
public record GaussianKl() implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("mean", "predicted means").twiceDifferentiable(),
            Input.numbers("log_variance", "predicted log-variances").twiceDifferentiable());

    /** Above it e^s/2 is computed directly, because e^s may overflow. */
    private static final double LARGE = 700;

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
        DoubleDouble square = DoubleDouble.product(0.5 * inputs[0], inputs[0]);
        return spread(DoubleDouble.of(inputs[1])).plus(square).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = inputs[0];
        gradient[1] = spreadGradient(DoubleDouble.of(inputs[1])).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = 1;
        hessian[1] = halfExp(DoubleDouble.of(inputs[1])).value();
    }

    /** ½(e^s − 1 − s): the contribution of a variance ratio e^s to the divergence. */
    static DoubleDouble spread(DoubleDouble s) {
        if (s.hi() < LARGE) {
            return Extended.expm1mx(s).half();
        }
        DoubleDouble exp = halfExp(s);
        return exp.hi() <= Double.MAX_VALUE ? exp.minus(s.plus(1).half()) : exp;
    }

    /** ½(e^s − 1). */
    static DoubleDouble spreadGradient(DoubleDouble s) {
        return s.hi() < LARGE ? Extended.expm1(s).half() : halfExp(s);
    }

    /** ½e^s. */
    static DoubleDouble halfExp(DoubleDouble s) {
        return Extended.exp(s.minus(Extended.LOG_TWO));
    }
}
