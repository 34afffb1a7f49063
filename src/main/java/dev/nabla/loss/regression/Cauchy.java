package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The negative log-likelihood of an error under a Cauchy distribution. */
@Definition(
    aliases = "lorentzian",
    summary = "Negative log-likelihood of the error under a Cauchy distribution: it grows only logarithmically, so distant outliers have little influence.",
    formula = "\\tfrac{c^2}{2} \\log(1 + u^2), \\quad u = d/c, \\quad d = x - t",
    gradient = "\\frac{d}{1 + u^2}",
    hessian = "\\frac{1 - u^2}{(1 + u^2)^2}",
    edges = {"At d = ±Infinity the loss is Infinity, the gradient 0 and the Hessian 0.",
            "Beyond |d| = c the Hessian is negative."},
    references = {
            "Black and Anandan (1996), The Robust Estimation of Multiple Motions, https://doi.org/10.1006/cviu.1996.0006",
            "Ceres CauchyLoss", "SciPy least_squares with loss cauchy"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(
                name = "A larger c, summed",
                body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "c": 2.0, "reduction": "sum"}""")})
public record Cauchy(
    @Option(value = "scale: the value of |d| beyond which an error counts as an outlier", within = "(0, inf)") double c)
        implements HomogeneousLoss {

    /** Below this c/|d|, c² + d² is d². */
    private static final double TINY = 0x1p-900;

    public Cauchy {
        OptionSpec.check(Cauchy.class, "c", c);
    }

    public Cauchy() {
        this(1);
    }

    @Override
    public Cauchy halved() {
        return new Cauchy(HomogeneousLoss.half(c));
    }

    @Override
    public int degree() {
        return 2;
    }

    @Override
    public double value(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        DoubleDouble square = d.square();
        double log = Double.isFinite(square.hi())
                ? Elementary.log1p(square.hi(), square.lo())
                : Extended.log(d.size()).minus(Extended.log(DoubleDouble.of(c))).times(2).value();
        return d.halfSquareOfScaleTimes(log);
    }

    @Override
    public double gradient(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        // where c/|d| may be subnormal, c²/|d| is not
        DoubleDouble size = d.relativeScale().isLessThan(TINY)
                ? DoubleDouble.product(c, c).dividedBy(d.size())
                : d.smaller().times(d.relativeScale()).dividedBy(d.squares());
        return Math.copySign(size.value(), residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        DoubleDouble share = d.relativeScale().squared();
        return d.differenceOfSquares().times(share).dividedBy(d.squares().squared()).value();
    }

    private ScaledResidual scaled(double residual, double tail) {
        return ScaledResidual.of(residual, tail, c);
    }
}
