package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The absolute error as a percentage of the target. */
@Definition(
    aliases = "mean_absolute_percentage_error",
    summary = "Mean absolute percentage error: the absolute error relative to the size of the target.",
    formula = "\\text{scale} \\cdot |d| / m, \\quad m = \\max(|t|, \\text{eps}), \\quad d = x - t",
    gradient = "\\text{scale} \\cdot \\operatorname{sign}(d) / m",
    hessian = "0",
    edges = {"The divisor is at least eps, so the loss is finite for a target of 0.",
            "The gradient is 0 at d = 0, where the loss has a kink.",
            "For an infinite target the loss is scale and the gradient 0, their limits; if the prediction is infinite too, the loss is NaN."},
    references = {"Keras MeanAbsolutePercentageError",
            "scikit-learn mean_absolute_percentage_error with scale = 1, eps = 2.220446049250313e-16",
            "LightGBM mape with scale = 1, eps = 1"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1.5, -2.0, 8.0], "targets": [1.0, -4.0, 8.5]}"""),
            @Example(
                name = "As a fraction, as in scikit-learn",
                body = """
                        {"predictions": [1.5, -2.0, 8.0], "targets": [1.0, -4.0, 8.5], "scale": 1, "eps": 2.220446049250313e-16}""")})
public record Mape(
    @Option(value = "lower bound of the divisor |t|", within = "(0, inf)") double eps,
    @Option(value = "loss of an error as large as its target; 100 for percent", within = "(0, inf)") double scale)
        implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "model outputs").twiceDifferentiable(),
            Input.numbers("targets", "ground truth, usually far from 0"));

    /** Numbers above it are normal: they have full precision. */
    private static final double TINY = 0x1p-900;

    public Mape {
        OptionSpec.check(Mape.class, "eps", eps);
        OptionSpec.check(Mape.class, "scale", scale);
    }

    public Mape() {
        this(1e-7, 100);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double prediction, double target) {
        if (Double.isInfinite(target) && Double.isFinite(prediction)) {
            return scale;
        }
        DoubleDouble distance = DoubleDouble.difference(prediction, target).abs();
        if (Double.isInfinite(distance.hi())) {
            return ScaledDoubleDouble.difference(prediction, target).abs().dividedBy(DoubleDouble.of(divisor(target)))
                    .times(scale).value();
        }
        DoubleDouble factor = DoubleDouble.quotient(scale, divisor(target));
        return factor.hi() > TINY && factor.hi() <= Double.MAX_VALUE
                ? distance.times(factor).value()
                : distance.dividedBy(divisor(target)).times(scale).value();
    }

    @Override
    public double gradient(double prediction, double target) {
        return scale * Math.signum(prediction - target) / divisor(target);
    }

    @Override
    public double hessian(double prediction, double target) {
        return 0;
    }

    private double divisor(double target) {
        return Math.max(Math.abs(target), eps);
    }
}
