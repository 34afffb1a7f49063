package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.Pair;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import dev.nabla.loss.ShapeRules;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The negative log-likelihood of a Gaussian with predicted mean and variance. */
@Definition(
    aliases = {"gaussian_nll_loss", "normal_nll"},
    summary = "Negative log-likelihood of a Gaussian with predicted mean and variance.",
    formula = "\\tfrac12 \\left( \\log v + d^2 / v \\right) \\; \\left[ + \\tfrac12 \\log 2\\pi \\text{ with full} \\right], \\quad d = x - t, \\quad v = \\max(\\text{var}, \\text{eps})",
    gradient = "\\partial_x = d / v, \\quad \\partial_{var} = \\tfrac12 \\left( 1/v - d^2/v^2 \\right)",
    hessian = "\\partial_x^2 = 1/v, \\quad \\partial_{var}^2 = d^2/v^3 - 1/(2 v^2)",
    edges = {"The gradient ignores the clamp: below eps the formulas hold with v = eps, as in PyTorch.",
            "var has the shape of predictions, or the same with a last axis of 1, or is one number; its gradient is then summed over that axis, or over all elements."},
    references = {"Nix and Weigend (1994), Estimating the mean and variance of the target probability distribution",
            "PyTorch GaussianNLLLoss"},
    examples = {@Example(name = "Two values", body = """
                {"predictions": [0.1, 2.0], "targets": [0.0, 1.5], "var": [0.5, 2.0]}"""),
            @Example(
                name = "One variance per row",
                body = """
                        {"predictions": [[0.1, 2.0], [1.0, -1.0]], "targets": [[0.0, 1.5], [1.0, 0.5]], "var": [[0.5], [2.0]]}"""),
            @Example(
                name = "One variance for all values, and its gradient",
                body = """
                        {"predictions": [0.1, 2.0, -1.0], "targets": [0.0, 1.5, -0.5], "var": 0.5, "wrt": ["predictions", "var"]}"""),
            @Example(name = "With the constant term, gradient of the variance only", body = """
                        {"predictions": [0.5], "targets": [0.0], "var": [0.25], "full": true, "wrt": ["var"]}""")})
public record GaussianNll(
    @Option("adds the constant log(2π)/2") boolean full,
    @Option(value = "lower bound of the variance", within = "(0, inf)") double eps) implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted means").twiceDifferentiable(),
            Input.numbers("targets", "observed values"),
            Input.numbers("var", "predicted variances").within("[0, inf]")
                    .shaped(ShapeRules.numberOr(ShapeRules.SAME_OR_LAST_AXIS_ONE))
                    .twiceDifferentiable());

    private static final Pair LOG_TWO_PI = Pair.of(Extended.LOG_TWO_PI);

    private static final int LOG_VARIANCE = 3;

    /** Between this and its inverse, ratios and variances have squares and products within float64. */
    private static final double SMALL = 0x1p-400;

    public GaussianNll {
        OptionSpec.check(GaussianNll.class, "eps", eps);
    }

    public GaussianNll() {
        this(false, 1e-6);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public List<Intermediate> intermediates() {
        return List.of(Intermediate.log((inputs, i) -> Math.max(inputs[2][i], eps)));
    }

    @Override
    public double value(double[] inputs) {
        Pair ratio = ratio(inputs);
        if (isOrdinary(ratio, inputs)) {
            Pair log = Pair.of(inputs[LOG_VARIANCE]);
            Pair constants = full ? log.plus(LOG_TWO_PI) : log;
            return ratio.times(Pair.difference(inputs[0], inputs[1])).plus(constants).half().value();
        }
        DoubleDouble d = residual(inputs).toDoubleDouble();
        DoubleDouble log = DoubleDouble.of(inputs[LOG_VARIANCE]);
        DoubleDouble constants = full ? log.plus(Extended.LOG_TWO_PI) : log;
        return d.half().dividedBy(variance(inputs)).times(d).plus(constants.half()).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        Pair ratio = ratio(inputs);
        if (isOrdinary(ratio, inputs)) {
            gradient[0] = ratio.value();
            gradient[2] = Pair.of(1).dividedBy(Pair.of(variance(inputs))).minus(ratio.times(ratio)).half().value();
        } else {
            extremeGradient(inputs, gradient);
        }
    }

    /** (x - t)/v. */
    private Pair ratio(double[] inputs) {
        return Pair.difference(inputs[0], inputs[1]).dividedBy(Pair.of(variance(inputs)));
    }

    private boolean isOrdinary(Pair ratio, double[] inputs) {
        return isOrdinary(Math.abs(ratio.value())) && isOrdinary(variance(inputs));
    }

    private static boolean isOrdinary(double size) {
        return size > SMALL && size < 1 / SMALL;
    }

    private void extremeGradient(double[] inputs, double[] gradient) {
        DoubleDouble ratio = residual(inputs).dividedBy(DoubleDouble.of(variance(inputs))).toDoubleDouble();
        DoubleDouble precision = DoubleDouble.quotient(1, variance(inputs));
        gradient[0] = ratio.value();
        gradient[2] = precision.half().minus(ratio.half().times(ratio)).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble ratio = residual(inputs).dividedBy(DoubleDouble.of(variance(inputs))).toDoubleDouble();
        DoubleDouble precision = DoubleDouble.quotient(1, variance(inputs));
        hessian[0] = precision.value();
        hessian[2] = curvature(ratio, precision).value();
    }

    /** precision·(ratio² - precision/2), in an order that overflows only where the result does. */
    private static DoubleDouble curvature(DoubleDouble ratio, DoubleDouble precision) {
        return precision.isLessThan(1)
                ? ratio.times(precision).times(ratio).minus(precision.half().times(precision))
                : ratio.squared().minus(precision.half()).times(precision);
    }

    private static ScaledDoubleDouble residual(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[0], inputs[1]);
    }

    private double variance(double[] inputs) {
        return Math.max(inputs[2], eps);
    }
}
