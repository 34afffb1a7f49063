package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import java.util.List;

/** The deviance of a gamma distribution with a predicted mean. */
@Definition(
    aliases = "mean_gamma_deviance",
    summary = "Deviance of a gamma distribution with predicted mean: it depends only on the ratio of target and mean, and is 0 where they agree.",
    formula = "2 \\left( \\log \\frac{\\mu}{t} + \\frac{t}{\\mu} - 1 \\right)",
    gradient = "\\frac{2\\,(\\mu - t)}{\\mu^2}",
    hessian = "\\frac{2\\,(2t - \\mu)}{\\mu^3}",
    edges = "The loss keeps full precision where μ is close to t.",
    references = {"McCullagh and Nelder (1989), Generalized Linear Models, section 8.2",
            "scikit-learn mean_gamma_deviance"},
    examples = {@Example(name = "Three means", body = """
                {"predictions": [0.5, 2.0, 3.5], "targets": [1, 1.5, 4]}"""),
            @Example(name = "A prediction close to the target", body = """
                        {"predictions": [1.0000001], "targets": [1]}""")})
public record GammaDeviance() implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted means").within("(0, inf]").twiceDifferentiable(),
            Input.numbers("targets", "positive values").within("(0, inf]"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double mean, double t) {
        return t / mean <= Double.MAX_VALUE ? 2 * Extended.itakuraSaito(t, mean).value() : t / mean;
    }

    @Override
    public double gradient(double mean, double t) {
        return mean <= Double.MAX_VALUE
                ? 2 * DoubleDouble.difference(mean, t).dividedBy(mean).dividedBy(mean).value()
                : 0;
    }

    @Override
    public double hessian(double mean, double t) {
        DoubleDouble divisor = DoubleDouble.of(mean);
        return mean <= Double.MAX_VALUE
                ? ScaledDoubleDouble.of(DoubleDouble.difference(t, 0.5 * mean)).dividedBy(divisor).dividedBy(divisor)
                        .dividedBy(divisor).times(4).value()
                : 0;
    }
}
