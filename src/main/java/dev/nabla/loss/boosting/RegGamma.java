package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import java.util.List;

/** Half the gamma deviance of a log-mean. */
@Definition(
    aliases = {"gamma(reduction=sum)", "half_gamma"},
    summary = "Half the gamma deviance of a log-mean, as in boosting libraries: it depends only on the ratio of target and mean.",
    formula = "u + e^{-u} - 1, \\quad u = x - \\log t",
    gradient = "1 - e^{-u} = 1 - t\\,e^{-x}",
    hessian = "e^{-u} = t\\,e^{-x}",
    edges = {
            "At x = Infinity the loss is Infinity and the gradient 1; at x = -Infinity the loss is Infinity and the gradient -Infinity.",
            "Loss and gradient keep full precision where exp(x) is close to t.",
            "The losses of the libraries differ from this one by terms that depend on t alone."},
    references = {"XGBoost reg:gamma", "LightGBM gamma", "scikit-learn HalfGammaLoss"},
    examples = {@Example(name = "Two log-means", body = """
                {"predictions": [0.1, 0.5], "targets": [0.5, 3]}"""),
            @Example(
                name = "For growing a tree: gradient and Hessian of each row",
                body = """
                        {"predictions": [0.1, 0.5], "targets": [0.5, 3], "hessian": "diagonal", "reduction": "sum"}""")})
public record RegGamma() implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "raw scores (margins): log-means").twiceDifferentiable(),
            Input.numbers("targets", "positive values").within("(0, inf]"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double x, double t) {
        return Extended.expm1mx(Extended.minusLog(x, t).negated()).value();
    }

    @Override
    public double gradient(double x, double t) {
        return 0.0 - Extended.expm1(Extended.minusLog(x, t).negated()).value();
    }

    @Override
    public double hessian(double x, double t) {
        return Extended.scaledExp(DoubleDouble.of(-x)).times(t).value();
    }
}
