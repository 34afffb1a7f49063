package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.LogGamma;
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
        DoubleDouble far = DoubleDouble.sum(dispersion, target);
        DoubleDouble counts = LogGamma.logFactorial(target).minus(Extended.log(mean).times(target));
        return StirlingRemainder.lgammaDrop(dispersion, target).plus(target)
                .minus(logOnePlusExcess(inputs).times(far)).plus(counts).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double mean = inputs[0];
        double dispersion = inputs[2];
        DoubleDouble sum = DoubleDouble.sum(dispersion, mean);
        DoubleDouble excess = DoubleDouble.difference(mean, inputs[1]);
        gradient[0] = excess.dividedBy(mean).dividedBy(sum).times(dispersion).value();
        gradient[2] = StirlingRemainder.digammaDrop(dispersion, inputs[1]).plus(excessMinusLog(inputs)).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        double mean = inputs[0];
        double target = inputs[1];
        double dispersion = inputs[2];
        DoubleDouble sum = DoubleDouble.sum(dispersion, mean);
        DoubleDouble far = DoubleDouble.sum(dispersion, target);
        hessian[0] = DoubleDouble.quotient(target, mean).dividedBy(mean)
                .minus(far.dividedBy(sum).dividedBy(sum)).value();
        DoubleDouble drop = StirlingRemainder.trigammaDrop(dispersion, target);
        // where this overflows, at about 1/r², a²/(r + t) is negligible beside it
        hessian[2] = Double.isInfinite(drop.hi())
                ? drop.hi()
                : drop.minus(relativeExcess(inputs).squared().dividedBy(far)).value();
    }

    /** a. */
    private static DoubleDouble relativeExcess(double[] inputs) {
        return DoubleDouble.difference(inputs[1], inputs[0]).dividedBy(DoubleDouble.sum(inputs[2], inputs[0]));
    }

    /** log(1 + a). */
    private static DoubleDouble logOnePlusExcess(double[] inputs) {
        DoubleDouble relativeExcess = relativeExcess(inputs);
        return Math.abs(relativeExcess.hi()) < 0.5
                ? Extended.log1p(relativeExcess)
                : Extended.log(DoubleDouble.sum(inputs[2], inputs[1]))
                        .minus(Extended.log(DoubleDouble.sum(inputs[2], inputs[0])));
    }

    /** a − log(1 + a); for small a, with s = a/(2 + a), it is a·s − 2(s³/3 + s⁵/5 + …). */
    private static DoubleDouble excessMinusLog(double[] inputs) {
        DoubleDouble relativeExcess = relativeExcess(inputs);
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
