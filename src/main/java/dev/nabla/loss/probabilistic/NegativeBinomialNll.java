package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.LogGamma;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StirlingRemainder;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** The negative log-likelihood of an overdispersed count. */
@Definition(
    aliases = "nb2_nll",
    summary = "Negative log-likelihood of a negative binomial distribution with predicted mean and dispersion, for overdispersed counts.",
    formula = "\\log \\Gamma(r) + \\log \\Gamma(t + 1) - \\log \\Gamma(t + r) + r \\log(1 + \\mu / r) + t \\log(1 + r / \\mu), \\quad \\mu = x, \\quad r = \\text{dispersion}",
    gradient = "\\partial_x = \\frac{r (\\mu - t)}{\\mu (r + \\mu)}, \\quad \\partial_{dispersion} = \\psi(r) - \\psi(t + r) + \\log(1 + \\mu / r) + \\frac{t - \\mu}{r + \\mu}",
    hessian = "\\partial_x^2 = \\frac{t}{\\mu^2} - \\frac{t + r}{(r + \\mu)^2}, \\quad \\partial_{dispersion}^2 = \\psi'(r) - \\psi'(t + r) - \\frac{\\mu}{r (r + \\mu)} - \\frac{t - \\mu}{(r + \\mu)^2}",
    edges = {"The variance is μ + μ²/r; a large r is close to Poisson and keeps full precision.",
            "Targets need not be integers."},
    references = {"Cameron and Trivedi (2013), Regression Analysis of Count Data, ch. 3: NB2",
            "statsmodels NegativeBinomial; scvi-tools"},
    examples = {@Example(name = "Two counts", body = """
                {"predictions": [2.5, 0.5], "targets": [4.0, 0.0], "dispersion": [1.5, 3.0]}"""),
            @Example(name = "Close to Poisson", body = """
                        {"predictions": [2.5], "targets": [4], "dispersion": [1e8]}""")})
public record NegativeBinomialNll() implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted means").within("(0, inf]").twiceDifferentiable(),
            Input.numbers("targets", "observed counts").within("[0, inf]"),
            Input.numbers("dispersion", "predicted dispersions r").within("(0, inf]").twiceDifferentiable());

    /** From this count on, Stirling's formula has all digits without its remainder. */
    private static final double HUGE = 0x1p950;

    /** Keeps sums of huge numbers within float64. */
    private static final double UNIT = 0x1p-10;

    /** Below this exponent log(1 + x) is x; above its opposite, log x. */
    private static final int TINY_EXPONENT = -120;

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    // With ρ(x) = log Γ(x) − x log x + x and a = (t − μ)/(r + μ), so that 1 + a = (r + t)/(r + μ), the loss is
    // ρ(r) − ρ(r + t) + t − (r + t)·log(1 + a) + log Γ(t + 1) − t·log μ, in which no term grows with r.

    @Override
    public double value(double[] inputs) {
        double mean = inputs[0];
        double target = inputs[1];
        double dispersion = inputs[2];
        if (target >= HUGE && isFinite(inputs)) {
            return ofHugeTarget(mean, target, dispersion);
        }
        DoubleDouble far = DoubleDouble.sum(dispersion, target);
        DoubleDouble counts = LogGamma.logFactorial(target).minus(Extended.log(mean).times(target));
        return StirlingRemainder.lgammaDrop(dispersion, target).plus(target)
                .minus(logOnePlusExcess(inputs).times(far)).plus(counts).value();
    }

    /**
     * With Stirling's formula for log Γ(t + 1) and log Γ(t + r):
     * r·log(1 + μ/r) + t·log(1 + r/μ) − t·log(1 + r/t) + (log t + log(r + t))/2 − r·log(r + t) + r + log Γ(r).
     */
    private static double ofHugeTarget(double mean, double target, double dispersion) {
        ScaledDoubleDouble r = ScaledDoubleDouble.of(dispersion);
        ScaledDoubleDouble byMean = r.times(logOnePlusRatio(mean, dispersion))
                .plus(logOnePlusRatio(dispersion, mean).times(target));
        ScaledDoubleDouble byTarget = logOnePlusRatio(dispersion, target).times(target);
        DoubleDouble logTarget = Extended.log(target);
        DoubleDouble logSum = logTarget.plus(logOnePlusRatio(dispersion, target).toDoubleDouble());
        ScaledDoubleDouble logs = ScaledDoubleDouble.of(logTarget.plus(logSum).half());
        ScaledDoubleDouble gamma = dispersion >= HUGE
                ? r.times(Extended.log(dispersion).minus(logSum))
                : ScaledDoubleDouble.of(LogGamma.extendedLgamma(dispersion)).plus(r).minus(r.times(logSum));
        return byMean.minus(byTarget).plus(gamma).plus(logs).value();
    }

    /** log(1 + a/b). */
    private static ScaledDoubleDouble logOnePlusRatio(double a, double b) {
        ScaledDoubleDouble ratio = ScaledDoubleDouble.of(a).dividedBy(DoubleDouble.of(b));
        if (ratio.exponent() < TINY_EXPONENT) {
            return ratio;
        }
        return ScaledDoubleDouble.of(ratio.exponent() > -TINY_EXPONENT
                ? Extended.log(a).minus(Extended.log(b))
                : Extended.log1p(ratio.toDoubleDouble()));
    }

    private static boolean isFinite(double[] inputs) {
        return inputs[0] <= Double.MAX_VALUE && inputs[1] <= Double.MAX_VALUE && inputs[2] <= Double.MAX_VALUE;
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double mean = inputs[0];
        double target = inputs[1];
        double dispersion = inputs[2];
        gradient[0] = ScaledDoubleDouble.of(DoubleDouble.difference(mean, target)).dividedBy(DoubleDouble.of(mean))
                .dividedBy(sum(dispersion, mean)).times(dispersion).value();
        DoubleDouble drop = StirlingRemainder.digammaDrop(dispersion, target);
        gradient[2] = Double.isInfinite(drop.hi())
                ? scaledExcess(inputs).minus(reciprocal(dispersion)).value()
                : drop.plus(excessMinusLog(inputs)).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble mean = DoubleDouble.of(inputs[0]);
        double target = inputs[1];
        double dispersion = inputs[2];
        ScaledDoubleDouble sum = sum(dispersion, inputs[0]);
        ScaledDoubleDouble far = sum(dispersion, target);
        hessian[0] = ScaledDoubleDouble.of(target).dividedBy(mean).dividedBy(mean)
                .minus(far.dividedBy(sum).dividedBy(sum)).value();
        DoubleDouble drop = StirlingRemainder.trigammaDrop(dispersion, target);
        ScaledDoubleDouble scaledDrop = Double.isInfinite(drop.hi())
                ? reciprocal(dispersion).squared()
                : ScaledDoubleDouble.of(drop);
        hessian[2] = scaledDrop.minus(scaledExcess(inputs).squared().dividedBy(far)).value();
    }

    private static ScaledDoubleDouble sum(double a, double b) {
        return ScaledDoubleDouble.of(a).plus(ScaledDoubleDouble.of(b));
    }

    private static ScaledDoubleDouble reciprocal(double x) {
        return ScaledDoubleDouble.ONE.dividedBy(DoubleDouble.of(x));
    }

    /** a. */
    private static ScaledDoubleDouble scaledExcess(double[] inputs) {
        return ScaledDoubleDouble.of(DoubleDouble.difference(inputs[1], inputs[0]))
                .dividedBy(sum(inputs[2], inputs[0]));
    }

    /** log(1 + a). */
    private static DoubleDouble logOnePlusExcess(double[] inputs) {
        DoubleDouble relativeExcess = scaledExcess(inputs).toDoubleDouble();
        if (Math.abs(relativeExcess.hi()) < 0.5) {
            return Extended.log1p(relativeExcess);
        }
        double unit = Math.max(inputs[0], inputs[2]) > HUGE ? UNIT : 1;
        return Extended.log(DoubleDouble.sum(unit * inputs[2], unit * inputs[1]))
                .minus(Extended.log(DoubleDouble.sum(unit * inputs[2], unit * inputs[0])));
    }

    /** a − log(1 + a); for small a, with s = a/(2 + a), it is a·s − 2(s³/3 + s⁵/5 + …). */
    private static DoubleDouble excessMinusLog(double[] inputs) {
        DoubleDouble relativeExcess = scaledExcess(inputs).toDoubleDouble();
        if (Math.abs(relativeExcess.hi()) >= 0.25) {
            return relativeExcess.minus(logOnePlusExcess(inputs));
        }
        DoubleDouble s = relativeExcess.dividedBy(relativeExcess.plus(2));
        double square = s.hi() * s.hi();
        double series = 0;
        for (int odd = 21; odd > 1; odd -= 2) {
            series = Math.fma(series, square, 2.0 / odd);
        }
        return s.times(relativeExcess.minus(square * series));
    }
}
