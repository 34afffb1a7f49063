package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Relation;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The negative log-likelihood of a possibly censored time under an accelerated failure time model. */
@Definition(
    aliases = "accelerated_failure_time",
    summary = "Negative log-likelihood of the accelerated failure time model, for exact and censored times; the prediction is the logarithm of the time.",
    formula = "\\begin{cases} -\\log \\frac{f(z)}{\\sigma t} & \\text{lower} = \\text{upper} = t \\\\ -\\log \\left( F(z_u) - F(z_l) \\right) & \\text{lower} < \\text{upper} \\end{cases}, \\quad z = (\\log t - x) / \\sigma",
    gradient = "\\begin{cases} \\frac{f'(z)}{\\sigma f(z)} & \\text{lower} = \\text{upper} \\\\ \\frac{f(z_u) - f(z_l)}{\\sigma \\left( F(z_u) - F(z_l) \\right)} & \\text{lower} < \\text{upper} \\end{cases}",
    hessian = "\\begin{cases} \\frac{f'(z)^2 - f(z) f''(z)}{\\sigma^2 f(z)^2} & \\text{lower} = \\text{upper} \\\\ \\frac{f'(z_l) - f'(z_u)}{\\sigma^2 \\Delta} + \\left( \\frac{f(z_u) - f(z_l)}{\\sigma \\Delta} \\right)^2, \\; \\Delta = F(z_u) - F(z_l) & \\text{lower} < \\text{upper} \\end{cases}",
    edges = {"lower = upper is an exact time; it must be greater than 0.",
            "lower = 0 is left-censored, upper = Infinity right-censored; with both, loss and gradient are 0.",
            "f is the density of the standard normal or logistic distribution, or e^z exp(-e^z) for extreme.",
            "The Hessian is the true one; XGBoost clips gradients to [-15, 15] and Hessians to [1e-16, 15]."},
    references = {"XGBoost survival:aft",
            "Barnwal, Cho and Hocking (2022), Survival regression with accelerated failure time model in XGBoost"},
    examples = {
            @Example(
                name = "Exact, interval-censored, left-censored and right-censored",
                body = """
                {"predictions": [0.5, 1.0, -0.25, 0.0], "lower": [2.0, 0.5, 0.0, 1.5], "upper": [2.0, 3.0, 1.0, "Infinity"]}"""),
            @Example(
                name = "Logistic errors with another scale",
                body = """
                        {"predictions": [0.5], "lower": [2.0], "upper": [2.5], "distribution": "logistic", "sigma": 1.5}""")})
public record Aft(
    @Option("distribution of log(time) around the prediction") Distribution distribution,
    @Option(value = "scale of the distribution", within = "(0, inf)") double sigma) implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted log-times").twiceDifferentiable(),
            Input.numbers("lower", "lower bounds of the event times; 0 if left-censored").within("[0, inf)"),
            Input.numbers("upper", "upper bounds of the event times; Infinity if right-censored").within("[0, inf]"));

    private static final List<Relation> RELATIONS = List.of(
            new Relation("upper", "lower", "at least lower", (upper, lower) -> upper >= lower),
            new Relation("upper", "lower", "greater than 0", (upper, _) -> upper > 0));

    /** The distribution of the standardized error (log t − x)/σ. */
    public enum Distribution {
        NORMAL,
        LOGISTIC,
        EXTREME;

        private ErrorDistribution errors() {
            return switch (this) {
                case NORMAL -> new NormalError();
                case LOGISTIC -> new LogisticError();
                case EXTREME -> new ExtremeValueError();
            };
        }
    }

    public Aft {
        OptionSpec.check(Aft.class, "sigma", sigma);
    }

    public Aft() {
        this(Distribution.NORMAL, 1);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public List<Relation> relations() {
        return RELATIONS;
    }

    @Override
    public double value(double[] inputs) {
        if (isUnbounded(inputs)) {
            return 0;
        }
        if (!isExact(inputs)) {
            return distribution.errors().surprisal(interval(inputs)).value();
        }
        DoubleDouble logs = Extended.log(inputs[1]).plus(Extended.log(sigma));
        return distribution.errors().surprisal(standardized(inputs[1], inputs[0])).plus(logs).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = isUnbounded(inputs)
                ? 0
                : (isExact(inputs)
                        ? distribution.errors().gradient(standardized(inputs[1], inputs[0]))
                        : distribution.errors().gradient(interval(inputs))).dividedBy(sigma).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = isUnbounded(inputs)
                ? 0
                : (isExact(inputs)
                        ? distribution.errors().curvature(standardized(inputs[1], inputs[0]))
                        : distribution.errors().curvature(interval(inputs))).dividedBy(sigma).dividedBy(sigma).value();
    }

    private static boolean isExact(double[] inputs) {
        return inputs[1] == inputs[2];
    }

    private static boolean isUnbounded(double[] inputs) {
        return inputs[1] == 0 && inputs[2] == Double.POSITIVE_INFINITY;
    }

    private CensoringInterval interval(double[] inputs) {
        DoubleDouble width = inputs[1] == 0 || inputs[2] == Double.POSITIVE_INFINITY
                ? DoubleDouble.of(Double.POSITIVE_INFINITY)
                : Extended.logRatio(inputs[2], inputs[1]).dividedBy(sigma);
        return new CensoringInterval(standardized(inputs[1], inputs[0]), standardized(inputs[2], inputs[0]), width);
    }

    /** z. */
    private DoubleDouble standardized(double time, double prediction) {
        return Extended.minusLog(prediction, time).negated().dividedBy(sigma);
    }
}
