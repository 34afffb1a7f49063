package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The squared difference of log(1 + prediction) and log(1 + target). */
@Definition(
    aliases = "mean_squared_logarithmic_error(clip=1e-7)",
    summary = "Squared error of log(1 + x): it penalizes relative errors, and underestimates more than overestimates.",
    formula = "r^2, \\quad r = \\log(1 + x) - \\log(1 + t)",
    gradient = "\\frac{2 r}{1 + x}",
    hessian = "\\frac{2 (1 - r)}{(1 + x)^2}",
    edges = {"Without clip, predictions and targets must be greater than -1.",
            "With clip, predictions and targets are first raised to at least clip; gradient and Hessian are 0 where the prediction was below.",
            "At x = Infinity the loss is Infinity, the gradient 0 and the Hessian 0.",
            "XGBoost's reg:squaredlogerror is half of this loss; it clamps x at -1 + 1e-6 and the Hessian at 1e-6."},
    references = {"Keras MeanSquaredLogarithmicError with clip = 1e-7", "scikit-learn mean_squared_log_error"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [0.5, 2.0, 7.0], "targets": [0.25, 3.0, 7.0]}"""),
            @Example(name = "Full precision for nearly equal values", body = """
                        {"predictions": [3.000000001], "targets": [3.0]}"""),
            @Example(name = "Clipped as in Keras", body = """
                        {"predictions": [0.0, -0.5, 2.0], "targets": [0.0, 1.0, 0.0], "clip": 1e-7}""")})
public record Msle(
    @Option(
        value = "raises predictions and targets to at least clip; null for no clamping",
        within = "[0, inf)") @Nullable Double clip)
        implements PredictionLoss {

    private static final List<Input> UNCLIPPED = inputsWithin("(-1, inf]");
    private static final List<Input> CLIPPED = inputsWithin("[-inf, inf]");

    /** 1/e, to 106 bits. */
    private static final DoubleDouble INVERSE_E = new DoubleDouble(0x1.78b56362cef38p-2, -0x1.ca8a4270fadf5p-57);

    public Msle {
        if (clip != null) {
            OptionSpec.check(Msle.class, "clip", clip);
        }
    }

    public Msle() {
        this(null);
    }

    private static List<Input> inputsWithin(String range) {
        return List.of(Input.numbers("predictions", "model outputs").within(range).twiceDifferentiable(),
                Input.numbers("targets", "ground truth").within(range));
    }

    @Override
    public List<Input> inputs() {
        return clip == null ? UNCLIPPED : CLIPPED;
    }

    @Override
    public double value(double prediction, double target) {
        double r = logRatio(plusOne(prediction), plusOne(target));
        return r * r;
    }

    @Override
    public double gradient(double prediction, double target) {
        if (isClipped(prediction) || isLimit(prediction, target)) {
            return 0;
        }
        double r = logRatio(plusOne(prediction), plusOne(target));
        return DoubleDouble.of(2 * r).dividedBy(plusOne(prediction)).value();
    }

    /** 1 − r = log(e(1 + t)/(1 + x)) keeps full precision where r is near 1. */
    @Override
    public double hessian(double prediction, double target) {
        DoubleDouble x = plusOne(prediction);
        double rest = logRatio(plusOne(target), x.times(INVERSE_E));
        return isClipped(prediction) || isLimit(prediction, target)
                ? 0
                : DoubleDouble.of(2 * rest).dividedBy(x).dividedBy(x).value();
    }

    private boolean isClipped(double prediction) {
        return clip != null && prediction < clip;
    }

    private static boolean isLimit(double prediction, double target) {
        return Double.isInfinite(prediction) && Double.isFinite(target);
    }

    private DoubleDouble plusOne(double number) {
        return DoubleDouble.sum(1, clip == null ? number : Math.max(number, clip));
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
