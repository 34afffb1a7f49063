package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The negative log-likelihood of a Poisson distribution. */
@Definition(
    aliases = {"poisson(log_input=false, eps=1e-7)", "poisson_nll_loss", "half_poisson"},
    summary = "Negative log-likelihood of a Poisson distribution with predicted rate or log-rate.",
    formula = "\\begin{cases} e^x - t x \\\\ x - t \\log(x + \\text{eps}) & \\text{with log\\_input false} \\end{cases} \\; \\left[ + \\, t \\log t - t + \\tfrac12 \\log 2\\pi t \\text{ with full, where } t > 1 \\right]",
    gradient = "\\begin{cases} e^x - t \\\\ 1 - t / (x + \\text{eps}) & \\text{with log\\_input false} \\end{cases}",
    hessian = "\\begin{cases} e^x \\\\ t / (x + \\text{eps})^2 & \\text{with log\\_input false} \\end{cases}",
    edges = {"At t = 0 with x = -Infinity, or a rate of 0, the loss is 0; the gradient is 0, or 1 for the rate.",
            "With full, Stirling's approximation of log t! is added for t > 1.",
            "The gradient keeps full precision where exp(x) is close to t."},
    references = {"PyTorch PoissonNLLLoss", "Keras Poisson with log_input = false and eps = 1e-7",
            "scikit-learn HalfPoissonLoss", "TensorFlow log_poisson_loss"},
    examples = {@Example(name = "Three log-rates", body = """
                {"predictions": [0.1, 0.5, 1.0], "targets": [0, 1, 4]}"""),
            @Example(name = "With the constant term, summed", body = """
                        {"predictions": [0.1, 0.5, 1.0], "targets": [0, 1, 4], "full": true, "reduction": "sum"}"""),
            @Example(name = "Rates as in Keras", body = """
                        {"predictions": [0.5, 2.0], "targets": [1, 3], "log_input": false, "eps": 1e-7}""")})
public record PoissonNll(
    @Option("whether the predictions are log-rates instead of rates") boolean logInput,
    @Option("adds Stirling's approximation of log t!") boolean full,
    @Option(value = "added to a rate before taking its logarithm", within = "[0, inf)") double eps)
        implements ElementwiseLoss {

    private static final Input TARGETS = Input.numbers("targets", "counts, or any values >= 0")
            .within("[0, inf]");
    private static final Input PREDICTIONS = Input
            .numbers("predictions", "predicted log-rates, or rates if log_input is false")
            .twiceDifferentiable();
    private static final List<Input> LOG_RATES = List.of(PREDICTIONS, TARGETS);
    private static final List<Input> RATES = List.of(PREDICTIONS.within("[0, inf]"), TARGETS);

    private static final int EXP = 2;

    public PoissonNll {
        OptionSpec.check(PoissonNll.class, "eps", eps);
    }

    public PoissonNll() {
        this(true, false, 1e-8);
    }

    @Override
    public List<Input> inputs() {
        return logInput ? LOG_RATES : RATES;
    }

    @Override
    public List<Intermediate> intermediates() {
        return logInput ? List.of(Intermediate.extendedExp((inputs, i) -> inputs[0][i])) : List.of();
    }

    @Override
    public double value(double[] inputs) {
        double x = inputs[0];
        double t = inputs[1];
        boolean addsConstants = full && t > 1;
        if (logInput) {
            return addsConstants
                    ? GeneralizedKl.divergence(x, t).plus(halfLog(t)).value()
                    : Elementary.expMinusLinear(x, exp(inputs), t);
        }
        if (t == 0) {
            return x;
        }
        DoubleDouble log = Extended.log(divisor(x));
        return addsConstants
                ? Extended.log(t).minus(log).minus(1).times(t).plus(x).plus(halfLog(t)).value()
                : log.times(t).negated().plus(x).value();
    }

    /** ½ log 2πt. */
    private static DoubleDouble halfLog(double t) {
        return Extended.log(t).plus(Extended.LOG_TWO_PI).half();
    }

    /** e^x, if x is a log-rate. */
    private static DoubleDouble exp(double[] inputs) {
        return new DoubleDouble(inputs[EXP], inputs[EXP + 1]);
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = logInput
                ? Extended.expMinus(inputs[0], exp(inputs), inputs[1]).value()
                : slope(inputs[0], inputs[1]);
    }

    private double slope(double rate, double t) {
        return t == 0 ? 1 : DoubleDouble.of(1).minus(DoubleDouble.of(t).dividedBy(divisor(rate))).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = logInput ? Elementary.exp(inputs[0]) : curvature(inputs[0], inputs[1]);
    }

    private double curvature(double rate, double t) {
        return t == 0 ? 0 : ScaledDoubleDouble.of(t).dividedBy(divisor(rate)).dividedBy(divisor(rate)).value();
    }

    private DoubleDouble divisor(double rate) {
        return DoubleDouble.sum(rate, eps);
    }
}
