package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ResidualLoss;

/** The logarithm of the hyperbolic cosine of the error. */
@Definition(
    aliases = "logcosh",
    summary = "Logarithm of the hyperbolic cosine of the error: close to d²/2 near zero and to |d| - log 2 far away, with gradient tanh(d).",
    formula = "\\log \\cosh d, \\quad d = x - t",
    gradient = "\\tanh d",
    hessian = "1 / \\cosh^2 d",
    edges = {"At d = ±Infinity the loss is Infinity, the gradient ±1 and the Hessian 0.",
            "Full precision for small errors, where the expressions of Keras and Optax lose digits."},
    references = {"Keras LogCosh", "Optax log_cosh"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "A tiny and a huge error", body = """
                        {"predictions": [1e-6, 800.0], "targets": [0.0, 0.0], "reduction": "none"}""")})
public record LogCosh() implements ResidualLoss {

    @Override
    public double value(double residual, double tail) {
        DoubleDouble size = new DoubleDouble(residual, tail).abs();
        if (size.isLessThan(1)) {
            DoubleDouble excess = coshMinusOne(size.squared());
            return Elementary.log1p(excess.hi(), excess.lo());
        }
        return size.minus(Extended.LOG_TWO).plus(Elementary.log1p(Elementary.exp(-2 * size.hi(), -2 * size.lo())))
                .value();
    }

    /** cosh d − 1 = d²/2 · (1 + d²/12 + d⁴/360 + …) for |d| &lt; 1; the first omitted term is below 2⁻⁶⁰. */
    private static DoubleDouble coshMinusOne(DoubleDouble square) {
        double y = square.hi();
        double p = 1.0 / 3201186852864000.0;
        p = Math.fma(p, y, 1.0 / 10461394944000.0);
        p = Math.fma(p, y, 1.0 / 43589145600.0);
        p = Math.fma(p, y, 1.0 / 239500800.0);
        p = Math.fma(p, y, 1.0 / 1814400.0);
        p = Math.fma(p, y, 1.0 / 20160.0);
        p = Math.fma(p, y, 1.0 / 360.0);
        p = Math.fma(p, y, 1.0 / 12.0);
        return square.half().plus(0.5 * y * (y * p));
    }

    @Override
    public double gradient(double residual, double tail) {
        return Elementary.tanh(residual, tail);
    }

    /** With f = 4e^(−2|d|), it is f/(1 + f/4)². */
    @Override
    public double hessian(double residual, double tail) {
        DoubleDouble exponent = Extended.LOG_TWO.minus(new DoubleDouble(residual, tail).abs()).times(2);
        double f = Elementary.exp(exponent.hi(), exponent.lo());
        return DoubleDouble.of(f).dividedBy(DoubleDouble.sum(1, 0.25 * f).squared()).value();
    }
}
