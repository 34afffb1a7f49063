package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** A bounded loss, whose gradient falls off as 1/d³. */
@Definition(
    aliases = "geman",
    summary = "Bounded robust loss: d²/2 near zero, c²/2 far away; the gradient of outliers falls off as 1/d³.",
    formula = "\\tfrac{c^2}{2} \\frac{u^2}{1 + u^2}, \\quad u = d/c, \\quad d = x - t",
    gradient = "\\frac{d}{(1 + u^2)^2}",
    hessian = "\\frac{1 - 3 u^2}{(1 + u^2)^3}",
    edges = {"At d = ±Infinity the loss is c²/2, the gradient 0 and the Hessian 0.",
            "Beyond |d| = c/√3 the Hessian is negative."},
    references = {
            "Geman and McClure (1985), Bayesian image analysis: an application to single photon emission tomography"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(
                name = "A larger c, with the Hessian diagonal",
                body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "c": 2.0, "hessian": "diagonal"}""")})
public record GemanMcclure(
    @Option(value = "value of |d| at which the loss reaches half of its limit", within = "(0, inf)") double c)
        implements HomogeneousLoss {

    public GemanMcclure {
        OptionSpec.check(GemanMcclure.class, "c", c);
    }

    public GemanMcclure() {
        this(1);
    }

    @Override
    public GemanMcclure halved() {
        return new GemanMcclure(HomogeneousLoss.half(c));
    }

    @Override
    public int degree() {
        return 2;
    }

    @Override
    public double value(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return d.smaller().half().dividedBy(d.squares()).times(d.smaller()).value();
    }

    @Override
    public double gradient(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        DoubleDouble share = d.relativeScale();
        DoubleDouble size = d.smaller().times(share).times(share).times(share).dividedBy(d.squares().squared());
        return Math.copySign(size.value(), residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        DoubleDouble share = d.relativeScale().squared();
        DoubleDouble factor = d.isInside() ? d.oneMinusSquareAnd(2) : d.ratio().squared().minus(3).times(share);
        return factor.times(share).dividedBy(d.squares().cubed()).value();
    }

    private ScaledResidual scaled(double residual, double tail) {
        return ScaledResidual.of(residual, tail, c);
    }
}
