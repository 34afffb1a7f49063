package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The absolute error relative to the mean magnitude of prediction and target. */
@Definition(
    aliases = "symmetric_mean_absolute_percentage_error(eps=1.17e-6)",
    summary = "Symmetric mean absolute percentage error: the error relative to the mean magnitude of prediction and target, between 0 and twice the scale.",
    formula = "2\\,\\text{scale} \\cdot |d| / \\max(s, \\text{eps}), \\quad s = |x| + |t|, \\quad d = x - t",
    gradient = "\\begin{cases} 2\\,\\text{scale} \\left( \\operatorname{sign}(d)/s - |d| \\operatorname{sign}(x)/s^2 \\right) & s > \\text{eps} \\\\ 2\\,\\text{scale} \\cdot \\operatorname{sign}(d) / \\text{eps} & \\text{otherwise} \\end{cases}",
    hessian = "\\begin{cases} 4\\,\\text{scale} \\left( |d|/s^3 - \\operatorname{sign}(d) \\operatorname{sign}(x)/s^2 \\right) & s > \\text{eps} \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {"The gradient is 0 wherever x = t; at x = t = 0 the loss is 0 too.",
            "If x and t have opposite signs, the loss is exactly twice the scale and the gradient 0.",
            "At x = 0 with a nonzero target the gradient is the mean of its one-sided limits.",
            "If x or t is infinite, the loss is NaN."},
    references = {"torchmetrics SymmetricMeanAbsolutePercentageError",
            "Makridakis, Spiliotis, Assimakopoulos (2020), The M4 Competition, https://doi.org/10.1016/j.ijforecast.2019.04.014"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1.5, 2.0, -1.0], "targets": [1.0, 4.0, 3.0]}"""),
            @Example(name = "In percent", body = """
                        {"predictions": [1.5, 2.0, -1.0], "targets": [1.0, 4.0, 3.0], "scale": 100}""")})
public record Smape(
    @Option(value = "lower bound of the divisor |x| + |t|", within = "(0, inf)") double eps,
    @Option(value = "half of the maximum loss; 100 for percent", within = "(0, inf)") double scale)
        implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "model outputs").twiceDifferentiable(),
            Input.numbers("targets", "ground truth"));

    private static final double TINY = 0x1p-200;

    public Smape {
        OptionSpec.check(Smape.class, "eps", eps);
        OptionSpec.check(Smape.class, "scale", scale);
    }

    public Smape() {
        this(1e-8, 1);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double x, double t) {
        DoubleDouble size = meanSize(x, t);
        DoubleDouble distance = DoubleDouble.difference(x, t).abs();
        return switch (region(x, t, size)) {
            case TINY -> distance.dividedBy(eps).times(2 * scale).value();
            case OPPOSITE, AT_ZERO -> 2 * scale;
            case SAME_SIGN -> distance.dividedBy(size).times(scale).value();
            case INFINITE -> Double.NaN;
        };
    }

    @Override
    public double gradient(double x, double t) {
        DoubleDouble size = meanSize(x, t);
        double sign = Math.signum(x - t);
        return switch (region(x, t, size)) {
            case TINY -> 2 * scale * sign / eps;
            case OPPOSITE -> 0;
            case AT_ZERO -> sign * DoubleDouble.of(scale).dividedBy(size).value();
            case SAME_SIGN -> sign * gradientSize(t, size).value();
            case INFINITE -> Double.NaN;
        };
    }

    @Override
    public double hessian(double x, double t) {
        DoubleDouble size = meanSize(x, t);
        return switch (region(x, t, size)) {
            case TINY, OPPOSITE -> 0;
            case AT_ZERO -> DoubleDouble.of(scale).dividedBy(size).dividedBy(size).value();
            case SAME_SIGN -> -Math.signum(x - t) * Math.signum(x) * halfCurvature(t, size).value();
            case INFINITE -> Double.NaN;
        };
    }

    private enum Region {
        TINY,
        OPPOSITE,
        AT_ZERO,
        SAME_SIGN,
        INFINITE
    }

    private Region region(double x, double t, DoubleDouble meanSize) {
        if (Double.isInfinite(meanSize.hi())) {
            return Region.INFINITE;
        }
        if (DoubleDouble.sum(Math.abs(x), Math.abs(t)).minus(eps).sign() <= 0) {
            return Region.TINY;
        }
        if (x == 0) {
            return Region.AT_ZERO;
        }
        return Math.signum(x) == Math.signum(t) ? Region.SAME_SIGN : Region.OPPOSITE;
    }

    /** s/2: s itself may overflow. */
    private static DoubleDouble meanSize(double x, double t) {
        return DoubleDouble.sum(0.5 * Math.abs(x), 0.5 * Math.abs(t));
    }

    /** 4·scale·|t|/s²: the sum of the two terms of the gradient where x and t have the same sign. */
    private DoubleDouble gradientSize(double t, DoubleDouble meanSize) {
        DoubleDouble share = DoubleDouble.of(scale).dividedBy(meanSize);
        return isSmall(meanSize)
                ? share.dividedBy(meanSize).times(Math.abs(t))
                : share.times(Math.abs(t)).dividedBy(meanSize);
    }

    /** Half of 8·scale·|t|/s³. */
    private DoubleDouble halfCurvature(double t, DoubleDouble meanSize) {
        return isSmall(meanSize)
                ? DoubleDouble.of(scale).dividedBy(meanSize).dividedBy(meanSize).dividedBy(meanSize).times(Math.abs(t))
                : gradientSize(t, meanSize).dividedBy(meanSize);
    }

    /** Whether to multiply by t last, since it may be subnormal while the other factor is large. */
    private static boolean isSmall(DoubleDouble meanSize) {
        return meanSize.hi() < 1 && meanSize.hi() > TINY;
    }
}
