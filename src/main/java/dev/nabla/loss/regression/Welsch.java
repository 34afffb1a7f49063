package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.PowerProduct;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** An inverted Gaussian bell, in which distant outliers have no influence. */
@Definition(
    aliases = {"leclerc", "correntropy"},
    summary = "Bounded robust loss shaped as an inverted Gaussian: d²/2 near zero, c²/2 far away, where outliers have no influence.",
    formula = "\\tfrac{c^2}{2} \\left( 1 - e^{-u^2} \\right), \\quad u = d/c, \\quad d = x - t",
    gradient = "d\\, e^{-u^2}",
    hessian = "(1 - 2 u^2)\\, e^{-u^2}",
    edges = {"At d = ±Infinity the loss is c²/2, the gradient 0 and the Hessian 0.",
            "Beyond |d| = c/√2 the Hessian is negative."},
    references = {
            "Dennis and Welsch (1978), Techniques for nonlinear least squares and robust regression, https://doi.org/10.1080/03610917808812083"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(
                name = "A larger c, with the Hessian diagonal",
                body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "c": 2.9846, "hessian": "diagonal"}""")})
public record Welsch(@Option(value = "scale: the width of the bell", within = "(0, inf)") double c)
        implements HomogeneousLoss {

    public Welsch {
        OptionSpec.check(Welsch.class, "c", c);
    }

    public Welsch() {
        this(1);
    }

    @Override
    public Welsch halved() {
        return new Welsch(HomogeneousLoss.half(c));
    }

    @Override
    public int degree() {
        return 2;
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
