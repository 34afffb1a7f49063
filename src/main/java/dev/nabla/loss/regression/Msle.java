package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import java.util.List;

/** The squared difference of log(1 + prediction) and log(1 + target). */
@Definition(
    aliases = {"mean_squared_logarithmic_error", "squared_log_error"},
    summary = "Squared error of log(1 + x): it penalizes relative errors, and underestimates more than overestimates.",
    formula = "r^2, \\quad r = \\log(1 + x) - \\log(1 + t)",
    gradient = "\\frac{2 r}{1 + x}",
    hessian = "\\frac{2 (1 - r)}{(1 + x)^2}",
    edges = {"Predictions and targets must be greater than -1; Keras clamps both at 1e-7 first.",
            "At x = Infinity the loss is Infinity, the gradient 0 and the Hessian 0.",
            "XGBoost's reg:squaredlogerror is half of this loss; it clamps x at -1 + 1e-6 and the Hessian at 1e-6."},
    references = {"Keras MeanSquaredLogarithmicError", "scikit-learn mean_squared_log_error"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [0.5, 2.0, 7.0], "targets": [0.25, 3.0, 7.0]}"""),
            @Example(name = "Full precision for nearly equal values", body = """
                        {"predictions": [3.000000001], "targets": [3.0]}""")})
public record Msle() implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "model outputs").within("(-1, inf]").twiceDifferentiable(),
            Input.numbers("targets", "ground truth").within("(-1, inf]"));

    /** 1/e, to 106 bits. */
    private static final DoubleDouble INVERSE_E = new DoubleDouble(0x1.78b56362cef38p-2, -0x1.ca8a4270fadf5p-57);

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double prediction, double target) {
        double r = logRatio(plusOne(prediction), plusOne(target));
        return r * r;
    }

    @Override
    public double gradient(double prediction, double target) {
        double r = logRatio(plusOne(prediction), plusOne(target));
        return isLimit(prediction, target) ? 0 : DoubleDouble.of(2 * r).dividedBy(plusOne(prediction)).value();
    }

    /** 1 − r = log(e(1 + t)/(1 + x)) keeps full precision where r is near 1. */
    @Override
    public double hessian(double prediction, double target) {
        DoubleDouble x = plusOne(prediction);
        double rest = logRatio(plusOne(target), x.times(INVERSE_E));
        return isLimit(prediction, target) ? 0 : DoubleDouble.of(2 * rest).dividedBy(x).dividedBy(x).value();
    }

    private static boolean isLimit(double prediction, double target) {
        return Double.isInfinite(prediction) && Double.isFinite(target);
    }

    private static DoubleDouble plusOne(double number) {
        return DoubleDouble.sum(1, number);
    }

    /** log(a/b), computed from the larger over the smaller: log(1 + z) of a z ≥ 0 with full precision. */
    private static double logRatio(DoubleDouble a, DoubleDouble b) {
        boolean isNegative = a.isLessThan(b);
        DoubleDouble smaller = isNegative ? a : b;
        DoubleDouble z = a.minus(b).abs().dividedBy(smaller);
        double size = Double.isInfinite(z.hi())
                ? Math.abs(Elementary.log(a.hi()) - Elementary.log(b.hi()))
                : Elementary.log1p(z.hi(), z.lo());
        return isNegative ? -size : size;
    }
}
