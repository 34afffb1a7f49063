package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import java.util.List;

/** The deviance of a Poisson distribution with a predicted mean. */
@Definition(
    aliases = "mean_poisson_deviance",
    summary = "Deviance of a Poisson distribution with predicted mean; 0 where mean and target agree.",
    formula = "2 \\left( t \\log \\frac{t}{\\mu} - t + \\mu \\right)",
    gradient = "\\frac{2\\,(\\mu - t)}{\\mu}",
    hessian = "\\frac{2t}{\\mu^2}",
    edges = {"At t = 0 the loss is 2μ, the gradient 2 and the Hessian 0.",
            "The loss keeps full precision where μ is close to t."},
    references = {"McCullagh and Nelder (1989), Generalized Linear Models, section 2.3",
            "scikit-learn mean_poisson_deviance"},
    examples = {@Example(name = "Three means", body = """
                {"predictions": [0.5, 2.0, 3.5], "targets": [1, 1.5, 4]}"""),
            @Example(name = "A prediction close to the target", body = """
                        {"predictions": [1.0000001], "targets": [1]}""")})
public record PoissonDeviance() implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted means").within("(0, inf]").twiceDifferentiable(),
            Input.numbers("targets", "counts, or any values >= 0").within("[0, inf]"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double mean, double t) {
        boolean isRatio = t > 0 && mean / t <= Double.MAX_VALUE;
        return isRatio ? 2 * Extended.itakuraSaito(mean, t).times(t).value() : 2 * mean;
    }

    @Override
    public double gradient(double mean, double t) {
        return mean <= Double.MAX_VALUE ? 2 * DoubleDouble.difference(mean, t).dividedBy(mean).value() : 2;
    }

    @Override
    public double hessian(double mean, double t) {
        DoubleDouble divisor = DoubleDouble.of(mean);
        return ScaledDoubleDouble.of(t).dividedBy(divisor).dividedBy(divisor).times(2).value();
    }
}
