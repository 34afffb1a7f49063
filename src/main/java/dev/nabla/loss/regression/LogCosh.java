package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.Pair;
import dev.nabla.kernel.Polynomial;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import dev.nabla.loss.ResidualLoss;
import java.util.List;

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
public record LogCosh() implements ElementwiseLoss {

    private static final List<Intermediate> INTERMEDIATES = List.of(
            Intermediate.extendedExpAndSoftplus((inputs, i) -> -2 * Math.abs(inputs[0][i] - inputs[1][i])));

    /** The places of e = e^(−2|d|) and log(1 + e), each in two parts, where d is the rounded residual. */
    private static final int POWER = 2;
    private static final int LOG_TOTAL = 4;

    private static final Pair MINUS_LOG_TWO = Pair.of(Extended.LOG_TWO.negated());

    /** Below it, value and slope are their series; the first omitted terms are below 2⁻⁵⁸ of them. */
    private static final double SMALL = 0.25;

    /** (log cosh d − d²/2)/d⁴ = −1/12 + d²/45 − 17d⁴/2520 + …, a polynomial of d². */
    private static final double[] LOG_COSH = {-1.0 / 12.0, 1.0 / 45.0, -17.0 / 2520.0, 31.0 / 14175.0,
            -691.0 / 935550.0,
            10922.0 / 42567525.0, -929569.0 / 10216206000.0, 3202291.0 / 97692469875.0, -221930581.0 / 18561569276250.0,
            9444233042.0 / 2143861251406875.0};

    /** (tanh d − d)/d³ = −1/3 + 2d²/15 − 17d⁴/315 + …, a polynomial of d². */
    private static final double[] TANH = {-1.0 / 3.0, 2.0 / 15.0, -17.0 / 315.0, 62.0 / 2835.0, -1382.0 / 155925.0,
            21844.0 / 6081075.0, -929569.0 / 638512875.0, 6404582.0 / 10854718875.0, -443861162.0 / 1856156927625.0,
            18888466084.0 / 194896477400625.0};

    @Override
    public List<Input> inputs() {
        return ResidualLoss.INPUTS;
    }

    @Override
    public List<Intermediate> intermediates() {
        return INTERMEDIATES;
    }

    @Override
    public double value(double[] inputs) {
        DoubleDouble d = residual(inputs).abs();
        if (d.hi() < SMALL) {
            DoubleDouble square = d.squared();
            double y = square.hi();
            return square.half().plus(y * (y * Polynomial.at(y, LOG_COSH))).value();
        }
        Pair log = new Pair(inputs[LOG_TOTAL], inputs[LOG_TOTAL + 1]);
        double value = Pair.of(d.hi()).plus(MINUS_LOG_TWO).plus(log)
                .plus(Pair.of(d.lo() * tanh(inputs, d))).value();
        return Double.isFinite(value) ? value : d.hi();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        DoubleDouble d = residual(inputs).abs();
        double slope = d.hi() < SMALL ? smallTanh(d) : tanh(inputs, d);
        gradient[0] = Math.copySign(slope, inputs[0] - inputs[1]);
        gradient[1] = 0.0 - gradient[0];
    }

    /** tanh d = d + d³ · (−1/3 + 2d²/15 − 17d⁴/315 + …). */
    private static double smallTanh(DoubleDouble d) {
        double y = d.hi() * d.hi();
        return d.hi() + Math.fma(d.hi(), y * Polynomial.at(y, TANH), d.lo());
    }

    /** tanh |d| = (1 − e)/(1 + e), where e takes account of the low part of d. */
    private static double tanh(double[] inputs, DoubleDouble d) {
        double power = inputs[POWER];
        Pair e = new Pair(power, Math.fma(-2 * d.lo(), power, inputs[POWER + 1]));
        return Pair.of(1).minus(e).dividedBy(Pair.of(1).plus(e)).value();
    }

    /** With f = 4e^(−2|d|), it is f/(1 + f/4)². */
    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble exponent = Extended.LOG_TWO.minus(residual(inputs).abs()).times(2);
        double f = Elementary.exp(exponent.hi(), exponent.lo());
        hessian[0] = DoubleDouble.of(f).dividedBy(DoubleDouble.sum(1, 0.25 * f).squared()).value();
        hessian[1] = hessian[0];
    }

    private static DoubleDouble residual(double[] inputs) {
        return DoubleDouble.difference(inputs[0], inputs[1]);
    }
}
