package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The negative log-likelihood of an amount under a Tweedie distribution with a given log-mean. */
@Definition(
    aliases = "tweedie(reduction=sum)",
    summary = "Tweedie negative log-likelihood of a log-mean, as in boosting libraries, for amounts with many zeros such as insurance claims.",
    formula = "-\\frac{t\\,e^{(1-\\rho)x}}{1-\\rho} + \\frac{e^{(2-\\rho)x}}{2-\\rho}, \\quad \\rho = \\text{tweedie\\_variance\\_power}",
    gradient = "e^{(2-\\rho)x} - t\\,e^{(1-\\rho)x}",
    hessian = "(2-\\rho)\\,e^{(2-\\rho)x} + (\\rho-1)\\,t\\,e^{(1-\\rho)x}",
    edges = {"At x = -Infinity the loss is Infinity and the gradient -Infinity; for t = 0 both are 0.",
            "The gradient keeps full precision where exp(x) is close to t.",
            "Exponentials overflow or underflow only if their product with t does."},
    references = {"XGBoost reg:tweedie", "LightGBM tweedie", "CatBoost Tweedie",
            "scikit-learn HalfTweedieLoss, constants in the targets aside"},
    examples = {@Example(name = "Two log-means", body = """
                {"predictions": [0.1, 0.5], "targets": [0, 3]}"""),
            @Example(
                name = "Closer to Poisson, with gradient and Hessian of each row",
                body = """
                        {"predictions": [0.1, 0.5], "targets": [0, 3], "tweedie_variance_power": 1.1, "hessian": "diagonal", "reduction": "sum"}""")})
public record RegTweedie(
    @Option(
        value = "exponent ρ of the variance, which is proportional to mean^ρ",
        within = "(1, 2)") double tweedieVariancePower) implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "raw scores (margins): log-means").twiceDifferentiable(),
            Input.numbers("targets", "amounts >= 0").within("[0, inf]"));

    /** Up to this |x| neither e^x nor e^(−x) overflows. */
    private static final double LARGE = 700;

    public RegTweedie {
        OptionSpec.check(RegTweedie.class, "tweedieVariancePower", tweedieVariancePower);
    }

    public RegTweedie() {
        this(1.5);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    /** ρ − 1. */
    private DoubleDouble lower() {
        return DoubleDouble.difference(tweedieVariancePower, 1);
    }

    /** 2 − ρ. */
    private DoubleDouble upper() {
        return DoubleDouble.difference(2, tweedieVariancePower);
    }

    @Override
    public double value(double x, double t) {
        return mean(x).dividedBy(upper()).toDoubleDouble().plus(targetTerm(x, t).dividedBy(lower()).toDoubleDouble())
                .value();
    }

    @Override
    public double gradient(double x, double t) {
        if (Math.abs(x) > LARGE) {
            return mean(x).toDoubleDouble().minus(targetTerm(x, t).toDoubleDouble()).value();
        }
        return Extended.scaledExp(lower().times(-x)).times(Extended.expMinus(x, t)).value();
    }

    @Override
    public double hessian(double x, double t) {
        return mean(x).times(upper()).toDoubleDouble().plus(targetTerm(x, t).times(lower()).toDoubleDouble()).value();
    }

    /** e^((2−ρ)x). */
    private ScaledDoubleDouble mean(double x) {
        return Extended.scaledExp(upper().times(x));
    }

    /** t e^((1−ρ)x). */
    private ScaledDoubleDouble targetTerm(double x, double t) {
        return t == 0 ? ScaledDoubleDouble.of(0) : Extended.scaledExp(lower().times(-x)).times(t);
    }
}
