package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.PowerProduct;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ResidualLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** An upside-down bell, in which far outliers no longer pull at all. */
@Definition(
    aliases = {"leclerc", "correntropy"},
    summary = "An upside-down Gaussian bell: like d²/2 near zero, level at c²/2 far away, where outliers no longer pull.",
    formula = "\\tfrac{c^2}{2} \\left( 1 - e^{-u^2} \\right), \\quad u = d/c, \\quad d = x - t",
    gradient = "d\\, e^{-u^2}",
    hessian = "(1 - 2 u^2)\\, e^{-u^2}",
    edges = {"An infinite d has loss c²/2, gradient 0 and Hessian 0.", "Beyond |d| = c/√2 the Hessian is negative."},
    references = {
            "Dennis and Welsch (1978), Techniques for nonlinear least squares and robust regression, https://doi.org/10.1080/03610917808812083"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(
                name = "A wider bell, with its curvature",
                body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "c": 2.9846, "hessian": "diagonal"}""")})
public record Welsch(@Option(value = "width of the bell", within = "(0, inf)") double c) implements ResidualLoss {

    public Welsch {
        OptionSpec.check(Welsch.class, "c", c);
    }

    public Welsch() {
        this(1);
    }

    @Override
    public double value(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        DoubleDouble square = d.square();
        return d.halfSquareOfScaleTimes(-Elementary.expm1(-square.hi(), -square.lo()));
    }

    @Override
    public double gradient(double residual, double tail) {
        return PowerProduct.timesExp(new DoubleDouble(residual, tail), scaled(residual, tail).square().negated());
    }

    @Override
    public double hessian(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return PowerProduct.timesExp(d.oneMinusSquareAnd(1), d.square().negated());
    }

    private ScaledResidual scaled(double residual, double tail) {
        return ScaledResidual.of(residual, tail, c);
    }
}
