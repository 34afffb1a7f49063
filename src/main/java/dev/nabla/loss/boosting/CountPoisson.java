package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The surprise at a count under a boosted log-rate, with the curvature that boosting libraries use. */
@Definition(
    aliases = "poisson_objective",
    summary = "The Poisson loss of a boosted log-rate, with a curvature that is too large on purpose, so that steps stay small.",
    formula = "e^x - t x",
    gradient = "e^x - t",
    hessian = "e^{x + \\text{max\\_delta\\_step}}",
    edges = {"t = 0 with x = -Infinity has loss 0 and gradient 0.",
            "The Hessian is that of the library; with max_delta_step = 0 it is the true one.",
            "Where exp(x) and t nearly agree, the gradient keeps its digits."},
    references = {"XGBoost count:poisson", "LightGBM poisson, whose option is poisson_max_delta_step",
            "CatBoost Poisson"},
    examples = {@Example(name = "Two log-rates", body = """
                {"predictions": [0.1, 0.5], "targets": [0, 3]}"""),
            @Example(
                name = "What a tree is grown from: slope and true curvature",
                body = """
                        {"predictions": [0.1, 0.5], "targets": [0, 3], "max_delta_step": 0, "hessian": "diagonal", "reduction": "sum"}""")})
public record CountPoisson(
    @Option(
        value = "is added to x in the curvature",
        within = "[0, inf)") double maxDeltaStep) implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "margins: logarithms of rates").twiceDifferentiable(),
            Input.numbers("targets", "counts, or any numbers that are not negative").within("[0, inf]"));

    public CountPoisson {
        OptionSpec.check(CountPoisson.class, "maxDeltaStep", maxDeltaStep);
    }

    public CountPoisson() {
        this(0.7);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double x, double t) {
        return Elementary.expMinusLinear(x, t);
    }

    @Override
    public double gradient(double x, double t) {
        return Extended.expMinus(x, t).value();
    }

    @Override
    public double hessian(double x, double t) {
        DoubleDouble exponent = DoubleDouble.sum(x, maxDeltaStep);
        return Elementary.exp(exponent.hi(), exponent.lo());
    }
}
