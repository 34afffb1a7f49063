package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.PowerProduct;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The general robust loss, a family of losses indexed by their robustness. */
@Definition(
    aliases = "general_robust",
    summary = "General adaptive robust loss: alpha = 2 is squared error, 1 Charbonnier, 0 Cauchy, -2 Geman-McClure, -Infinity Welsch.",
    formula = "\\begin{cases} u^2/2 & \\alpha = 2 \\\\ \\log(1 + u^2/2) & \\alpha = 0 \\\\ 1 - e^{-u^2/2} & \\alpha = -\\infty \\\\ \\frac{b}{\\alpha} \\left( v^{\\alpha/2} - 1 \\right) & \\text{otherwise} \\end{cases}, \\quad u = d/c, \\; b = |\\alpha - 2|, \\; v = 1 + u^2/b, \\; d = x - t",
    gradient = "\\begin{cases} d/c^2 & \\alpha = 2 \\\\ (d/c^2)\\, e^{-u^2/2} & \\alpha = -\\infty \\\\ (d/c^2)\\, v^{\\alpha/2 - 1} & \\text{otherwise} \\end{cases}",
    hessian = "\\begin{cases} 1/c^2 & \\alpha = 2 \\\\ (1 - u^2)\\, e^{-u^2/2} / c^2 & \\alpha = -\\infty \\\\ v^{\\alpha/2 - 2} (v - u^2) / c^2 & \\text{otherwise} \\end{cases}",
    edges = {"The loss depends on d/c alone; it is not multiplied by c², unlike the special cases listed here.",
            "At d = ±Infinity the loss is Infinity for alpha >= 0 and -b/alpha below; the gradient is its limit, 0 for alpha < 1 and ±1/c at alpha = 1.",
            "For alpha < 1 the Hessian is negative where u² > b/(1 - alpha)."},
    references = {"Barron (2019), A General and Adaptive Robust Loss Function, https://arxiv.org/abs/1701.03077"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "Geman-McClure", body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "alpha": -2.0, "c": 0.5}"""),
            @Example(name = "Welsch", body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "alpha": "-Infinity"}""")})
public record Barron(
    @Option(
        value = "shape; smaller values are more robust to outliers, and -Infinity is the limit",
        within = "[-inf, 2]") double alpha,
    @Option(value = "scale: the value of |d| where the quadratic part ends", within = "(0, inf)") double c)
        implements HomogeneousLoss {

    /** Below this alpha the loss equals its limit at −∞ to float64's precision. */
    private static final double LEAST_ALPHA = -1e30;

    /** Below this u² the loss is u²/2 for every alpha. */
    private static final double PARABOLA = 0x1p-56;

    /** Below it e^x − 1 is x. */
    private static final double LINEAR = 0x1p-60;

    public Barron {
        OptionSpec.check(Barron.class, "alpha", alpha);
        OptionSpec.check(Barron.class, "c", c);
    }

    public Barron() {
        this(1, 1);
    }

    @Override
    public Barron halved() {
        return new Barron(alpha, HomogeneousLoss.half(c));
    }

    @Override
    public int degree() {
        return 0;
    }

    @Override
    public double value(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        DoubleDouble square = d.square();
        if (alpha == 2 || square.isLessThan(PARABOLA)) {
            return d.quotient().half().times(d.quotient()).value();
        }
        if (isLimit()) {
            return -Elementary.expm1(-0.5 * square.hi(), -0.5 * square.lo());
        }
        DoubleDouble log = logOfV(d);
        DoubleDouble exponent = log.times(0.5 * alpha);
        return alpha == 0 || exponent.abs().isLessThan(LINEAR)
                ? b().times(log).half().value()
                : PowerProduct.timesExpm1(b().dividedBy(alpha), exponent);
    }

    @Override
    public double gradient(double residual, double tail) {
        if (Double.isInfinite(residual)) {
            return alpha > 1 ? residual : Math.signum(residual) * (alpha == 1 ? 1 / c : 0);
        }
        ScaledResidual d = scaled(residual, tail);
        DoubleDouble signed = new DoubleDouble(residual, tail);
        if (alpha == 2) {
            return signed.dividedBy(c).dividedBy(c).value();
        }
        return d.isInside() || isLimit()
                ? PowerProduct.timesExp(signed.dividedBy(c).dividedBy(c), exponent(d))
                : Math.signum(residual)
                        * PowerProduct.timesExp(farFactor(d),
                                logOfV(d).times(DoubleDouble.difference(alpha, 1).half()));
    }

    /**
     * (u/c)/√v = √(b/(1 + b/u²))/c; the gradient is this times v^((α − 1)/2). d/c² may overflow where the gradient does
     * not.
     */
    private DoubleDouble farFactor(ScaledResidual d) {
        return b().dividedBy(b().dividedBy(d.square()).plus(1)).squareRoot().dividedBy(c);
    }

    @Override
    public double hessian(double residual, double tail) {
        ScaledResidual d = scaled(residual, tail);
        DoubleDouble curvature = curvatureFactor(d).dividedBy(c).dividedBy(c);
        return alpha == 2 ? curvature.value() : PowerProduct.timesExp(curvature, exponent(d));
    }

    /**
     * (v − u²)/v = (b − (1 − α)u²)/(b + u²), or 1 − u² in the limit: the Hessian without the gradient's power and 1/c².
     */
    private DoubleDouble curvatureFactor(ScaledResidual d) {
        if (alpha == 2) {
            return DoubleDouble.of(1);
        }
        DoubleDouble square = d.square();
        if (isLimit()) {
            return d.isInside() ? d.differenceOfSquares() : square.minus(1).negated();
        }
        DoubleDouble rest = DoubleDouble.difference(alpha, 1);
        if (square.isLessThan(1)) {
            return square.times(rest).plus(b()).dividedBy(square.plus(b()));
        }
        DoubleDouble share = b().dividedBy(square);
        return share.plus(rest).dividedBy(share.plus(1));
    }

    /** Logarithm of the power in the gradient: (α/2 − 1)·log v, or −u²/2. */
    private DoubleDouble exponent(ScaledResidual d) {
        return (isLimit() ? d.square() : logOfV(d).times(b())).half().negated();
    }

    private DoubleDouble logOfV(ScaledResidual d) {
        DoubleDouble share = d.square().dividedBy(b());
        return Double.isFinite(share.hi())
                ? Extended.log1p(share)
                : Extended.log(d.size()).minus(Extended.log(DoubleDouble.of(c))).times(2)
                        .minus(Extended.log(b()));
    }

    private DoubleDouble b() {
        return DoubleDouble.difference(2, alpha);
    }

    private boolean isLimit() {
        return alpha < LEAST_ALPHA;
    }

    private ScaledResidual scaled(double residual, double tail) {
        return ScaledResidual.of(residual, tail, c);
    }
}
