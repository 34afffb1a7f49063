package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Quadratic near zero and linear far away, with a gradient that approaches ±c slowly. */
@Definition(
    aliases = "fair_loss",
    summary = "Robust loss between d²/2 near zero and c·|d| far away, whose gradient approaches ±c more slowly than Huber's.",
    formula = "c^2 \\left( u - \\log(1 + u) \\right), \\quad u = |d|/c, \\quad d = x - t",
    gradient = "\\frac{d}{1 + u}",
    hessian = "\\frac{1}{(1 + u)^2}",
    edges = {"At d = ±Infinity the loss is Infinity, the gradient ±c and the Hessian 0."},
    references = {"Fair (1974), On the Robust Estimation of Econometric Models",
            "LightGBM fair, whose fair_c is c"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "A tiny and a large error", body = """
                        {"predictions": [1e-5, -4.0], "targets": [0.0, 0.0], "c": 1.5}""")})
public record Fair(@Option(value = "limit of the gradient's magnitude", within = "(0, inf)") double c)
        implements HomogeneousLoss {

    /** Below it u − log(1 + u) is u²/2 to float64's precision; above its inverse it is u. */
    private static final double TINY = 0x1p-62;

    public Fair {
        OptionSpec.check(Fair.class, "c", c);
    }

    public Fair() {
        this(1);
    }

    @Override
    public Fair halved() {
        return new Fair(HomogeneousLoss.half(c));
    }

    @Override
    public int degree() {
        return 2;
    }

    @Override
    public double value(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return d.size().times(factor(d)).times(d.smaller()).value();
    }

    /** (u − log(1 + u))/u² for u &lt; 1, and from there on (u − log(1 + u))/u: between 0.3 and 1. */
    private static DoubleDouble factor(ScaledResidual d) {
        DoubleDouble ratio = d.ratio();
        if (ratio.isLessThan(TINY)) {
            return DoubleDouble.of(d.isInside() ? 0.5 : 1);
        }
        DoubleDouble u = d.isInside() ? ratio : DoubleDouble.of(1).dividedBy(ratio);
        double excess = -Elementary.log1pmx(u.hi());
        double correction = u.lo() * (u.hi() / (1 + u.hi()));
        DoubleDouble share = DoubleDouble.sum(excess, correction).dividedBy(u);
        return d.isInside() ? share.dividedBy(u) : share;
    }

    @Override
    public double gradient(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return Math.copySign(d.smaller().dividedBy(d.ratio().plus(1)).value(), residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return d.relativeScale().dividedBy(d.ratio().plus(1)).squared().value();
    }

    private ScaledResidual scaled(double residual, double tail) {
        return ScaledResidual.of(residual, tail, c);
    }
}
