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

/** The Jensen-Shannon divergence. */
@Definition(
    aliases = {"jensen_shannon", "jsd"},
    summary = "Jensen-Shannon divergence: the mean KL divergence of two distributions from their midpoint, symmetric and at most log 2 per pair.",
    formula = "\\tfrac12 \\left( x \\log \\frac{x}{m} + t \\log \\frac{t}{m} \\right), \\quad m = \\tfrac12 (x + t)",
    gradient = "\\partial_x = \\tfrac12 \\log \\frac{x}{m}, \\quad \\partial_t = \\tfrac12 \\log \\frac{t}{m}",
    hessian = "\\partial_x^2 = \\frac{t}{2x\\,(x + t)}, \\quad \\partial_t^2 = \\frac{x}{2t\\,(x + t)}",
    edges = {
            "At x = 0 the loss is t log(2)/2; for t > 0 the gradient is -Infinity and the Hessian Infinity, for t = 0 both are 0. With respect to t likewise at t = 0.",
            "The loss keeps full precision where x is close to t."},
    references = {"Lin (1991), Divergence Measures Based on the Shannon Entropy, https://doi.org/10.1109/18.61115",
            "SciPy jensenshannon is the square root of the sum"},
    examples = {@Example(name = "Two distributions", body = """
                {"predictions": [0.25, 0.75], "targets": [0.5, 0.5], "reduction": "sum"}"""),
            @Example(
                name = "Two pairs of distributions, averaged",
                body = """
                        {"predictions": [[0.25, 0.75], [0.5, 0.5]], "targets": [[0.5, 0.5], [1, 0]], "reduction": "batchmean"}""")})
public record JsDiv() implements PredictionLoss, TargetDerivatives {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted probabilities").within("[0, inf]").twiceDifferentiable(),
            Input.numbers("targets", "target probabilities").within("[0, inf]").twiceDifferentiable());

    /** Products above it are accurate, and a quotient by them underflows only as a whole. */
    private static final double SAFE = 0x1p-900;

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public Set<Reduction> reductions() {
        return EnumSet.allOf(Reduction.class);
    }

    /** ½ [x (u − log(1 + u)) + t (v − log(1 + v))], m = x(1 + u) = t(1 + v): neither term is negative. */
    @Override
    public double value(double x, double t) {
        return weighted(x, t).plus(weighted(t, x)).half().value();
    }

    private static DoubleDouble weighted(double x, double t) {
        DoubleDouble excess = excess(x, t);
        return excess.hi() <= Double.MAX_VALUE
                ? Extended.log1pmx(excess).times(-x)
                : DoubleDouble.difference(t, x).half();
    }

    /** m/x − 1; infinite where x = 0. */
    private static DoubleDouble excess(double x, double t) {
        return x == t ? DoubleDouble.ZERO : DoubleDouble.difference(t, x).dividedBy(x).half();
    }

    @Override
    public double gradient(double x, double t) {
        DoubleDouble excess = excess(x, t);
        if (excess.hi() <= Double.MAX_VALUE || x == 0) {
            return -0.5 * Elementary.log1p(excess.hi(), excess.lo());
        }
        return Extended.log(x).minus(Extended.log(0.5 * t)).half().value();
    }

    @Override
    public double hessian(double x, double t) {
        if (t == 0) {
            return 0;
        }
        DoubleDouble divisor = DoubleDouble.sum(x, t).times(x);
        return divisor.hi() > SAFE && divisor.hi() < 1 / SAFE
                ? DoubleDouble.of(t).dividedBy(divisor).half().value()
                : targetFraction(x, t).dividedBy(x).half().value();
    }

    @Override
    public double targetGradient(double[] inputs) {
        return gradient(inputs[1], inputs[0]);
    }

    @Override
    public double targetHessian(double[] inputs) {
        return hessian(inputs[1], inputs[0]);
    }

    /** t/(x + t). */
    private static DoubleDouble targetFraction(double x, double t) {
        return x + t <= Double.MAX_VALUE
                ? DoubleDouble.of(t).dividedBy(DoubleDouble.sum(x, t))
                : DoubleDouble.of(t).half().dividedBy(DoubleDouble.sum(0.5 * x, 0.5 * t));
    }
}
