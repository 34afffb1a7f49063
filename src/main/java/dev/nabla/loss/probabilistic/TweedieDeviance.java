package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The deviance of a Tweedie distribution with a predicted mean. */
@Definition(
    aliases = "mean_tweedie_deviance(power=0)",
    summary = "Deviance of a Tweedie distribution, whose variance is a power of its mean: 0 is Gaussian, 1 Poisson, between 1 and 2 compound Poisson (amounts with many zeros), 2 gamma, 3 inverse Gaussian.",
    formula = "2 \\left( \\frac{\\max(t, 0)^{2-p}}{(1-p)(2-p)} - \\frac{t\\,\\mu^{1-p}}{1-p} + \\frac{\\mu^{2-p}}{2-p} \\right), \\quad p = \\text{power}",
    gradient = "2\\,(\\mu - t)\\,\\mu^{-p}",
    hessian = "2 \\left( (1-p)\\,\\mu^{-p} + p\\,t\\,\\mu^{-p-1} \\right)",
    edges = {"For powers 0, 1 and 2 it is the limit: the squared error, poisson_deviance and gamma_deviance.",
            "Powers between 0 and 1 are rejected, since no such distribution exists.",
            "Targets may be any value for a power <= 0, must be >= 0 from 1 on and positive from 2 on; predictions must be positive unless the power is 0.",
            "The loss keeps full precision where μ is close to t and where the power is close to 1 or 2."},
    references = {"Jørgensen (1987), Exponential Dispersion Models, https://doi.org/10.1111/j.2517-6161.1987.tb01685.x",
            "scikit-learn mean_tweedie_deviance, d2_tweedie_score; HalfTweedieLossIdentity is half of it"},
    examples = {@Example(name = "Three means", body = """
                {"predictions": [0.5, 2.0, 3.5], "targets": [1, 1.5, 4]}"""),
            @Example(name = "A zero among the targets", body = """
                        {"predictions": [0.5, 2.0], "targets": [0, 1.5], "power": 1.25}"""),
            @Example(name = "Inverse Gaussian, summed", body = """
                        {"predictions": [0.5, 2.0], "targets": [0.75, 1.5], "power": 3, "reduction": "sum"}""")})
public record TweedieDeviance(
    @Option(
        value = "exponent p of the variance, which is proportional to mean^p",
        within = "(-inf, 0] or [1, inf)") double power) implements PredictionLoss {

    private static final Input MEANS = Input.numbers("predictions", "predicted means").twiceDifferentiable();
    private static final Input TARGETS = Input.numbers("targets", "observed values");
    private static final List<Input> GAUSSIAN = List.of(MEANS, TARGETS);
    private static final List<Input> EXTREME = List.of(MEANS.within("(0, inf]"), TARGETS);
    private static final List<Input> COMPOUND = List.of(MEANS.within("(0, inf]"), TARGETS.within("[0, inf]"));
    private static final List<Input> POSITIVE = List.of(MEANS.within("(0, inf]"), TARGETS.within("(0, inf]"));

    private static final PoissonDeviance POISSON = new PoissonDeviance();
    private static final GammaDeviance GAMMA = new GammaDeviance();

    /** Above it e^x − 1 is e^x. */
    private static final double LARGE = 64;

    public TweedieDeviance {
        OptionSpec.check(TweedieDeviance.class, "power", power);
    }

    public TweedieDeviance() {
        this(1.5);
    }

    @Override
    public List<Input> inputs() {
        if (power <= 0) {
            return power == 0 ? GAUSSIAN : EXTREME;
        }
        return power < 2 ? COMPOUND : POSITIVE;
    }

    /** 1 − p. */
    private DoubleDouble lower() {
        return DoubleDouble.difference(1, power);
    }

    /** 2 − p. */
    private DoubleDouble upper() {
        return DoubleDouble.difference(2, power);
    }

    @Override
    public double value(double mean, double t) {
        if (power == 0) {
            return DoubleDouble.difference(mean, t).squared().value();
        }
        if (power == 1) {
            return POISSON.value(mean, t);
        }
        if (power == 2) {
            return GAMMA.value(mean, t);
        }
        return 2 * (t > 0 ? forPositive(mean, t) : forOthers(mean, t)).value();
    }

    /** t^(2−p) [(e^((2−p)a) − 1)/(2−p) − (e^((1−p)a) − 1)/(1−p)], a = log(μ/t). */
    private DoubleDouble forPositive(double mean, double t) {
        DoubleDouble log = Extended.logRatio(mean, t);
        ScaledDoubleDouble scale = Extended.pow(t, upper());
        if (Math.abs(log.hi()) * Math.max(Math.abs(lower().hi()), Math.abs(upper().hi())) < 1) {
            DoubleDouble high = Extended.expm1mx(log.times(upper())).dividedBy(upper());
            DoubleDouble low = Extended.expm1mx(log.times(lower())).dividedBy(lower());
            return scale.times(high.minus(low)).toDoubleDouble();
        }
        ScaledDoubleDouble high = expm1(log.times(upper())).dividedBy(upper());
        return scale.times(high.minus(expm1(log.times(lower())).dividedBy(lower()))).toDoubleDouble();
    }

    private static ScaledDoubleDouble expm1(DoubleDouble x) {
        return x.hi() > LARGE ? Extended.scaledExp(x) : ScaledDoubleDouble.of(Extended.expm1(x));
    }

    /** Without the term that is 0 for targets <= 0. */
    private DoubleDouble forOthers(double mean, double t) {
        DoubleDouble high = Extended.pow(mean, upper()).dividedBy(upper()).toDoubleDouble();
        return t == 0 ? high : high.minus(Extended.pow(mean, lower()).times(t).dividedBy(lower()).toDoubleDouble());
    }

    @Override
    public double gradient(double mean, double t) {
        if (power == 0) {
            return 2 * (mean - t);
        }
        if (Double.isInfinite(mean)) {
            return Extended.pow(mean, lower()).value();
        }
        return density(mean).times(DoubleDouble.difference(mean, t)).times(2).value();
    }

    @Override
    public double hessian(double mean, double t) {
        if (power == 0) {
            return 2;
        }
        DoubleDouble inner = DoubleDouble.quotient(t, mean).times(power).plus(lower());
        if (Double.isFinite(inner.hi())) {
            return density(mean).times(inner).times(2).value();
        }
        return density(mean).times(power).times(t).dividedBy(DoubleDouble.of(mean)).times(2).value();
    }

    /** μ^−p. */
    private ScaledDoubleDouble density(double mean) {
        return Extended.pow(mean, DoubleDouble.of(-power));
    }
}
