package dev.nabla.loss.regression;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** A smooth approximation of Huber: quadratic near zero, linear with slope ±δ far away. */
@Definition(
    aliases = {"pseudo_huber_error", "reg_pseudohubererror(reduction=sum)"},
    summary = "Smooth approximation of Huber: close to d²/2 near zero and to delta·|d| far away.",
    formula = "\\delta^2 (s - 1), \\quad s = \\sqrt{1 + (d/\\delta)^2}, \\quad d = x - t",
    gradient = "d / s",
    hessian = "1 / s^3",
    edges = {"At d = ±Infinity the loss is Infinity, the gradient ±delta and the Hessian 0."},
    references = {
            "Charbonnier, Blanc-Féraud, Aubert, Barlaud (1997), Deterministic edge-preserving regularization in computed imaging, https://doi.org/10.1109/83.551699",
            "XGBoost reg:pseudohubererror, whose huber_slope is delta"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "A larger delta", body = """
                        {"predictions": [1e-9, 100.0], "targets": [0.0, -3.0], "delta": 2.0}""")})
public record PseudoHuber(
    @Option(
        value = "slope of the linear part, and the value of |d| around which it begins",
        within = "(0, inf)") double delta)
        implements HomogeneousLoss {

    public PseudoHuber {
        OptionSpec.check(PseudoHuber.class, "delta", delta);
    }

    public PseudoHuber() {
        this(1);
    }

    @Override
    public PseudoHuber halved() {
        return new PseudoHuber(HomogeneousLoss.half(delta));
    }

    @Override
    public int degree() {
        return 2;
    }

    @Override
    public double value(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return d.size().dividedBy(d.relativeScale().plus(d.root())).times(d.smaller()).value();
    }

    @Override
    public double gradient(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return Math.copySign(d.smaller().dividedBy(d.root()).value(), residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        return scaled(residual, tail).cosine().cubed().value();
    }

    private ScaledResidual scaled(double residual, double tail) {
        return ScaledResidual.of(residual, tail, delta);
    }
}
