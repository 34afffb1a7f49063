package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TargetDerivatives;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The generalized Kullback-Leibler divergence of unnormalized positive values. */
@Definition(
    aliases = "i_divergence",
    summary = "Generalized Kullback-Leibler divergence of positive values that need not sum to 1: never negative, and 0 where prediction and target agree.",
    formula = "t\\,(\\log t - x) + e^x - t",
    gradient = "\\partial_x = e^x - t, \\quad \\partial_t = \\log t - x",
    hessian = "\\partial_x^2 = e^x, \\quad \\partial_t^2 = \\frac{1}{t}",
    edges = {
            "At t = 0 loss and gradient are exp(x); with respect to t the gradient is -Infinity and the Hessian Infinity.",
            "At x = -Infinity the loss is Infinity unless t = 0.",
            "Loss and gradient keep full precision where exp(x) is close to t."},
    references = {"Csiszár (1991), Why Least Squares and Maximum Entropy?, https://doi.org/10.1214/aos/1176348385",
            "Optax generalized_kl_divergence, which sums over the last axis"},
    examples = {@Example(name = "Two values", body = """
                {"predictions": [-1.0, -0.5], "targets": [0.25, 0.5]}"""),
            @Example(
                name = "Two samples, each summed",
                body = """
                        {"predictions": [[0.5, 1.25], [0.0, -2.0]], "targets": [[2, 3], [1, 0]], "reduction": "batchmean"}""")})
public record GeneralizedKl() implements PredictionLoss, TargetDerivatives {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logarithms of the predicted values").twiceDifferentiable(),
            Input.numbers("targets", "values >= 0").within("[0, inf]").twiceDifferentiable());

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public Set<Reduction> reductions() {
        return EnumSet.allOf(Reduction.class);
    }

    @Override
    public double value(double x, double t) {
        return t == 0 ? Elementary.exp(x) : divergence(x, t).value();
    }

    /** t(log t − x) + e^x − t, t &gt; 0. */
    static DoubleDouble divergence(double x, double t) {
        DoubleDouble distance = Extended.minusLog(x, t);
        if (Math.abs(distance.hi()) < 1) {
            return Extended.expm1mx(distance).times(t);
        }
        DoubleDouble exp = Extended.exp(x);
        return exp.hi() <= Double.MAX_VALUE ? exp.minus(distance.plus(1).times(t)) : exp;
    }

    @Override
    public double gradient(double x, double t) {
        return Extended.expMinus(x, t).value();
    }

    @Override
    public double hessian(double x, double t) {
        return Elementary.exp(x);
    }

    @Override
    public double targetGradient(double[] inputs) {
        double x = inputs[0];
        double t = inputs[1];
        return t == 0 ? Double.NEGATIVE_INFINITY - x : Extended.minusLog(x, t).negated().value();
    }

    @Override
    public double targetHessian(double[] inputs) {
        return 1 / inputs[1];
    }
}
