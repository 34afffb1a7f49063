package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import java.util.List;

/** The surprise at a positive number under a boosted log-mean, for Gamma distributions. */
@Definition(
    aliases = {"gamma", "half_gamma"},
    summary = "Half the Gamma deviance of a boosted log-mean: only the ratio of mean and target counts.",
    formula = "u + e^{-u} - 1, \\quad u = x - \\log t",
    gradient = "1 - e^{-u} = 1 - t\\,e^{-x}",
    hessian = "e^{-u} = t\\,e^{-x}",
    edges = {"x = Infinity has loss Infinity and gradient 1; x = -Infinity has loss Infinity and gradient -Infinity.",
            "Where exp(x) and t nearly agree, loss and gradient keep their digits.",
            "The libraries' losses differ from it by what depends on t alone."},
    references = {"XGBoost reg:gamma", "LightGBM gamma", "scikit-learn HalfGammaLoss"},
    examples = {@Example(name = "Two log-means", body = """
                {"predictions": [0.1, 0.5], "targets": [0.5, 3]}"""),
            @Example(
                name = "What a tree is grown from: slope and curvature",
                body = """
                        {"predictions": [0.1, 0.5], "targets": [0.5, 3], "hessian": "diagonal", "reduction": "sum"}""")})
public record RegGamma() implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "margins: logarithms of means").twiceDifferentiable(),
            Input.numbers("targets", "positive numbers").within("(0, inf]"));

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
