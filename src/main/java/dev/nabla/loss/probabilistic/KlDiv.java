package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TargetDerivatives;
import dev.nabla.option.Option;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The Kullback-Leibler divergence. */
@Definition(
    summary = "Kullback-Leibler divergence of the targets from the predictions, which are log-probabilities.",
    formula = "\\begin{cases} t\\,(\\log t - x) & \\text{targets are probabilities} \\\\ e^t\\,(t - x) & \\text{with log\\_target} \\end{cases}",
    gradient = "\\partial_x = \\begin{cases} -t \\\\ -e^t & \\text{with log\\_target} \\end{cases}, \\quad \\partial_t = \\begin{cases} \\log t + 1 - x \\\\ e^t\\,(t - x + 1) & \\text{with log\\_target} \\end{cases}",
    hessian = "\\partial_x^2 = 0, \\quad \\partial_t^2 = \\begin{cases} 1/t \\\\ e^t\\,(t - x + 2) & \\text{with log\\_target} \\end{cases}",
    edges = {
            "A target probability of 0 (a log-target of -Infinity) adds 0 to loss and gradient for every x, including -Infinity, where PyTorch returns NaN.",
            "With respect to a target of 0 the gradient is -Infinity, or NaN at x = -Infinity, and the Hessian Infinity; PyTorch returns NaN. With respect to a log-target of -Infinity both are 0.",
            "At x = -Infinity the loss is Infinity unless the target is 0.",
            "mean divides by the number of elements, which is not the mathematical divergence; batchmean, the sum divided by the size of the first axis, is.",
            "batchmean does not count fully masked entries of the first axis.",
            "The difference of log t and x keeps full precision where they cancel."},
    references = {
            "Kullback and Leibler (1951), On Information and Sufficiency, https://doi.org/10.1214/aoms/1177729694",
            "PyTorch KLDivLoss", "Optax kl_divergence and kl_divergence_with_log_targets, which sum over the last axis",
            "Keras KLDivergence takes probabilities on both sides, clips them to [1e-7, 1] and sums over the last axis"},
    examples = {@Example(name = "One distribution", body = """
                {"predictions": [-1.5, -0.5, -1.0], "targets": [0.25, 0.25, 0.5]}"""),
            @Example(
                name = "Two distributions, averaged",
                body = """
                        {"predictions": [[-1.5, -0.5, -1.0], [-0.25, -2.0, -3.0]], "targets": [[0.25, 0.25, 0.5], [0, 0.5, 0.5]], "reduction": "batchmean"}"""),
            @Example(
                name = "Log-probabilities as targets",
                body = """
                        {"predictions": [-1.0, -0.5], "targets": [-0.75, -1.25], "log_target": true, "reduction": "sum"}""")})
public record KlDiv(@Option("whether the targets are log-probabilities") boolean logTarget)
        implements ElementwiseLoss, TargetDerivatives {

    private static final Input PREDICTIONS = Input.numbers("predictions", "predicted log-probabilities")
            .twiceDifferentiable();
    private static final List<Input> PROBABILITIES = List.of(PREDICTIONS,
            Input.numbers("targets", "probabilities, or log-probabilities with log_target").within("[0, inf]")
                    .twiceDifferentiable());
    private static final List<Input> LOGARITHMS = List.of(PREDICTIONS,
            Input.numbers("targets", "probabilities, or log-probabilities with log_target").twiceDifferentiable());

    /** The place of the exponential of a log-target, or of the logarithm of a target, in two parts. */
    private static final int FUNCTION = 2;

    public KlDiv() {
        this(false);
    }

    @Override
    public List<Input> inputs() {
        return logTarget ? LOGARITHMS : PROBABILITIES;
    }

    @Override
    public Set<Reduction> reductions() {
        return EnumSet.allOf(Reduction.class);
    }

    @Override
    public List<Intermediate> intermediates() {
        return List.of(logTarget
                ? Intermediate.extendedExp((inputs, i) -> inputs[1][i])
                : Intermediate.extendedLog((inputs, i) -> inputs[1][i]));
    }

    @Override
    public double value(double[] inputs) {
        double x = inputs[0];
        double t = inputs[1];
        if (!logTarget) {
            return t == 0 ? 0 : 0.0 - minusLog(inputs).times(t).value();
        }
        return scaled(x, t, 0);
    }

    /** x - log t. */
    private static DoubleDouble minusLog(double[] inputs) {
        return Extended.minusLog(inputs[0], inputs[1], new DoubleDouble(inputs[FUNCTION], inputs[FUNCTION + 1]));
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = 0.0 - (logTarget ? inputs[FUNCTION] : inputs[1]);
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = 0;
    }

    @Override
    public double targetGradient(double[] inputs) {
        double x = inputs[0];
        double t = inputs[1];
        if (!logTarget) {
            return t == 0 ? Double.NEGATIVE_INFINITY - x : minusLog(inputs).negated().plus(1).value();
        }
        return scaled(x, t, 1);
    }

    @Override
    public double targetHessian(double[] inputs) {
        return logTarget ? scaled(inputs[0], inputs[1], 2) : 1 / inputs[1];
    }

    /** e^t (t − x + n), whose limit at t = −∞ is 0. */
    private static double scaled(double x, double t, int n) {
        return t == Double.NEGATIVE_INFINITY
                ? 0
                : Extended.scaledExp(DoubleDouble.of(t)).times(DoubleDouble.difference(t, x).plus(n)).value();
    }
}
