package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The absolute error, smoothed near zero by a hyperbola. */
@Definition(
    aliases = {"l1_smooth_sqrt", "generalized_l1"},
    summary = "Smooth approximation of L1 by a hyperbola; its value at zero is eps.",
    formula = "s = \\sqrt{d^2 + \\text{eps}^2}, \\quad d = x - t",
    gradient = "d / s",
    hessian = "\\text{eps}^2 / s^3",
    edges = {"The loss at d = 0 is eps, not 0.",
            "At d = ±Infinity the loss is Infinity, the gradient ±1 and the Hessian 0."},
    references = {
            "Charbonnier, Blanc-Féraud, Aubert, Barlaud (1994), Two deterministic half-quadratic regularization algorithms for computed imaging, https://doi.org/10.1109/ICIP.1994.413553",
            "Lai, Huang, Ahuja, Yang (2017), Deep Laplacian Pyramid Networks for Fast and Accurate Super-Resolution, https://arxiv.org/abs/1704.03915"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "A larger eps", body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "eps": 0.1}""")})
public record Charbonnier(@Option(value = "radius of curvature at zero", within = "(0, inf)") double eps)
        implements HomogeneousLoss {

    public Charbonnier {
        OptionSpec.check(Charbonnier.class, "eps", eps);
    }

    public Charbonnier() {
        this(1e-3);
    }

    @Override
    public Charbonnier halved() {
        return new Charbonnier(HomogeneousLoss.half(eps));
    }

    @Override
    public int degree() {
        return 1;
    }

    @Override
    public double value(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return d.larger().times(d.root()).value();
    }

    @Override
    public double gradient(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return Math.copySign(d.relativeSize().dividedBy(d.root()).value(), residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        DoubleDouble cosine = scaled(residual, tail).cosine();
        return cosine.dividedBy(eps).times(cosine).times(cosine).value();
    }

    private ScaledResidual scaled(double residual, double tail) {
        return ScaledResidual.of(residual, tail, eps);
    }
}
