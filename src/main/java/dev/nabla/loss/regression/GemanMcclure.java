package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ResidualLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** A bounded loss, in which the pull of outliers fades as the inverse cube. */
@Definition(
    aliases = "geman",
    summary = "A bounded loss: like d²/2 near zero, level at c²/2 far away, the pull of outliers fading as 1/d³.",
    formula = "\\tfrac{c^2}{2} \\frac{u^2}{1 + u^2}, \\quad u = d/c, \\quad d = x - t",
    gradient = "\\frac{d}{(1 + u^2)^2}",
    hessian = "\\frac{1 - 3 u^2}{(1 + u^2)^3}",
    edges = {"An infinite d has loss c²/2, gradient 0 and Hessian 0.", "Beyond |d| = c/√3 the Hessian is negative."},
    references = {
            "Geman and McClure (1985), Bayesian image analysis: an application to single photon emission tomography"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(
                name = "A wider core, with its curvature",
                body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "c": 2.0, "hessian": "diagonal"}""")})
public record GemanMcclure(
    @Option(value = "size of d at which half of the limit is reached", within = "(0, inf)") double c)
        implements ResidualLoss {

    public GemanMcclure {
        OptionSpec.check(GemanMcclure.class, "c", c);
    }

    public GemanMcclure() {
        this(1);
    }

    @Override
    public double value(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return d.smaller().half().dividedBy(d.squares()).times(d.smaller()).value();
    }

    @Override
    public double gradient(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        DoubleDouble share = d.scaleShare();
        DoubleDouble size = d.smaller().times(share).times(share).times(share).dividedBy(d.squares().squared());
        return Math.copySign(size.value(), residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        DoubleDouble share = d.scaleShare().squared();
        DoubleDouble bend = d.isInside() ? d.oneMinusSquareAnd(2) : d.ratio().squared().minus(3).times(share);
        return bend.times(share).dividedBy(d.squares().cubed()).value();
    }

    private ScaledResidual scaled(double residual, double tail) {
        return ScaledResidual.of(residual, tail, c);
    }
}
