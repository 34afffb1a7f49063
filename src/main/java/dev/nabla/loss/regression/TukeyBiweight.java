package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** A bounded loss that is constant for |d| ≥ c. */
@Definition(
    aliases = {"bisquare", "tukey"},
    summary = "Bounded robust loss, constant for |d| >= c: outliers beyond c have no influence at all.",
    formula = "\\begin{cases} \\tfrac{c^2}{6} u^2 (3 - 3 u^2 + u^4) & |u| < 1 \\\\ \\tfrac{c^2}{6} & \\text{otherwise} \\end{cases}, \\quad u = d/c, \\quad d = x - t",
    gradient = "\\begin{cases} d (1 - u^2)^2 & |u| < 1 \\\\ 0 & \\text{otherwise} \\end{cases}",
    hessian = "\\begin{cases} (1 - u^2)(1 - 5 u^2) & |u| < 1 \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {"For |d| >= c the loss is c²/6, and gradient and Hessian are 0.",
            "The default c has 95 % efficiency for Gaussian errors."},
    references = {
            "Beaton and Tukey (1974), The Fitting of Power Series, Meaning Polynomials, Illustrated on Band-Spectroscopic Data, https://doi.org/10.2307/1267936",
            "statsmodels TukeyBiweight"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "An outlier beyond c", body = """
                        {"predictions": [6.0, 1.0], "targets": [0.0, 0.0], "c": 5.0}""")})
public record TukeyBiweight(
    @Option(value = "value of |d| from which the loss is constant", within = "(0, inf)") double c)
        implements HomogeneousLoss {

    public TukeyBiweight {
        OptionSpec.check(TukeyBiweight.class, "c", c);
    }

    public TukeyBiweight() {
        this(4.685);
    }

    @Override
    public TukeyBiweight halved() {
        return new TukeyBiweight(HomogeneousLoss.half(c));
    }

    @Override
    public int degree() {
        return 2;
    }

    @Override
    public double value(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        if (!d.isInside()) {
            return DoubleDouble.quotient(c, 6).times(c).value();
        }
        DoubleDouble square = d.square();
        DoubleDouble polynomial = square.minus(3).times(square).plus(3);
        return d.size().dividedBy(6).times(polynomial).times(d.size()).value();
    }

    @Override
    public double gradient(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        if (!d.isInside()) {
            return 0;
        }
        DoubleDouble rest = d.differenceOfSquares();
        return rest.times(new DoubleDouble(residual, tail)).times(rest).value();
    }

    @Override
    public double hessian(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        return d.isInside() ? d.differenceOfSquares().times(d.oneMinusSquareAnd(4)).value() : 0;
    }

    private ScaledResidual scaled(double residual, double tail) {
        return ScaledResidual.of(residual, tail, c);
    }
}
