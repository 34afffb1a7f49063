package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.LogGamma;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StandardNormal;
import dev.nabla.kernel.StirlingRemainder;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The negative log-likelihood of Student's t distribution with predicted location and scale. */
@Definition(
    aliases = "t_nll",
    summary = "Negative log-likelihood of Student's t distribution with predicted location and scale; its heavy tails make it robust to outliers.",
    formula = "\\log \\Gamma(\\tfrac{\\nu}{2}) - \\log \\Gamma(\\tfrac{\\nu + 1}{2}) + \\tfrac12 \\log \\nu \\pi + \\log s + \\tfrac{\\nu + 1}{2} \\log(1 + u^2 / \\nu), \\quad u = (x - t) / s, \\quad s = \\text{scale}, \\quad \\nu = \\text{df}",
    gradient = "\\partial_x = \\frac{(\\nu + 1) u}{s (\\nu + u^2)}, \\quad \\partial_{scale} = \\frac{\\nu (1 - u^2)}{s (\\nu + u^2)}",
    hessian = "\\partial_x^2 = \\frac{(\\nu + 1)(\\nu - u^2)}{s^2 (\\nu + u^2)^2}, \\quad \\partial_{scale}^2 = \\frac{\\nu (u^4 + (3 \\nu + 1) u^2 - \\nu)}{s^2 (\\nu + u^2)^2}",
    edges = "The loss is not convex: for |u| > sqrt(df) the Hessian with respect to predictions is negative.",
    references = {"PyTorch torch.distributions.StudentT: -log_prob",
            "Lange, Little and Taylor (1989), Robust statistical modeling using the t distribution"},
    examples = {@Example(name = "Two values, four degrees of freedom", body = """
                {"predictions": [0.1, 2.0], "targets": [0.0, 3.5], "scale": [0.5, 2.0], "df": 4.0}"""),
            @Example(name = "An outlier", body = """
                        {"predictions": [0.0, 0.0], "targets": [0.5, 100.0], "scale": [1.0, 1.0]}""")})
public record StudentTNll(
    @Option(value = "degrees of freedom ν", within = "(0, inf)") double df) implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted locations").twiceDifferentiable(),
            Input.numbers("targets", "observed values"),
            Input.numbers("scale", "predicted scales").within("(0, inf]").twiceDifferentiable());

    /** Above it the square of u may overflow. */
    private static final double HUGE = 0x1p500;

    public StudentTNll {
        OptionSpec.check(StudentTNll.class, "df", df);
    }

    public StudentTNll() {
        this(3);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        DoubleDouble u = error(inputs).abs();
        DoubleDouble ratio = u.dividedBy(df).times(u);
        DoubleDouble growth = ratio.hi() <= Double.MAX_VALUE
                ? Extended.log1p(ratio)
                : Extended.log(distance(inputs).abs()).minus(Extended.log(inputs[2])).times(2)
                        .minus(Extended.log(df));
        DoubleDouble exponent = DoubleDouble.sum(df, 1).half();
        return Normalizer.of(df).plus(Extended.log(inputs[2])).plus(growth.times(exponent)).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        DoubleDouble u = error(inputs);
        double scale = inputs[2];
        if (u.abs().hi() < HUGE) {
            DoubleDouble square = u.squared();
            DoubleDouble divisor = square.plus(df);
            gradient[0] = scaledError(inputs).dividedBy(divisor).times(DoubleDouble.sum(df, 1))
                    .dividedBy(DoubleDouble.of(scale)).value();
            gradient[2] = DoubleDouble.of(1).minus(square).dividedBy(divisor).times(df).dividedBy(scale).value();
        } else {
            DoubleDouble ratio = DoubleDouble.of(df).dividedBy(u).dividedBy(u).plus(1);
            gradient[0] = ScaledDoubleDouble.of(DoubleDouble.sum(df, 1)).dividedBy(distance(inputs)).dividedBy(ratio)
                    .value();
            gradient[2] = DoubleDouble.of(-df).dividedBy(ratio).dividedBy(scale).value();
        }
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble u = error(inputs);
        double scale = inputs[2];
        DoubleDouble degrees = DoubleDouble.of(df);
        if (u.abs().hi() < HUGE) {
            DoubleDouble square = u.squared();
            DoubleDouble divisor = square.plus(df);
            DoubleDouble first = degrees.minus(square).dividedBy(divisor).dividedBy(divisor);
            hessian[0] = first.times(DoubleDouble.sum(df, 1)).dividedBy(scale).dividedBy(scale).value();
            DoubleDouble linear = degrees.times(3).plus(1).dividedBy(divisor).times(square);
            DoubleDouble rest = square.dividedBy(divisor).times(square).minus(degrees.dividedBy(divisor));
            hessian[2] = rest.plus(linear).dividedBy(divisor).times(df).dividedBy(scale).dividedBy(scale).value();
        } else {
            DoubleDouble ratio = degrees.dividedBy(u).dividedBy(u);
            DoubleDouble divisor = ratio.plus(1);
            DoubleDouble first = ratio.minus(1).dividedBy(divisor).dividedBy(divisor).times(DoubleDouble.sum(df, 1));
            hessian[0] = ScaledDoubleDouble.of(first).dividedBy(distance(inputs)).dividedBy(distance(inputs)).value();
            DoubleDouble second = ratio.times(3).plus(1).dividedBy(divisor).dividedBy(divisor);
            hessian[2] = second.times(df).dividedBy(scale).dividedBy(scale).value();
        }
    }

    /** (x − t)/s, which may overflow. */
    private static DoubleDouble error(double[] inputs) {
        return scaledError(inputs).toDoubleDouble();
    }

    private static ScaledDoubleDouble scaledError(double[] inputs) {
        return distance(inputs).dividedBy(DoubleDouble.of(inputs[2]));
    }

    private static ScaledDoubleDouble distance(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[0], inputs[1]);
    }

    /** The part of the loss that depends only on the degrees of freedom, cached from one element to the next. */
    private record Normalizer(double df, DoubleDouble log) {

        private static volatile Normalizer last = new Normalizer(3, compute(3));

        static DoubleDouble of(double df) {
            Normalizer known = last;
            if (known.df != df) {
                known = new Normalizer(df, compute(df));
                last = known;
            }
            return known.log;
        }

        /**
         * lgamma(h) − lgamma(h + ½) + ½ log 2πh, h = ν/2, without its large parts, which cancel: the remainders of
         * Stirling's formula for the first two, ½ − (h + ½)·log(1 + 1/ν), and ½ log 2π.
         */
        private static DoubleDouble compute(double df) {
            double half = df / 2;
            if (half < 1) {
                DoubleDouble gammas = LogGamma.extendedLgamma(half).minus(LogGamma.extendedLgamma(half + 0.5));
                return gammas.plus(StandardNormal.HALF_LOG_TWO_PI).plus(Extended.log(half).half());
            }
            DoubleDouble growth = Extended.log1p(DoubleDouble.quotient(1, df))
                    .times(DoubleDouble.sum(half, 0.5));
            return StirlingRemainder.lgammaDrop(half, 0.5).plus(0.5).minus(growth).plus(StandardNormal.HALF_LOG_TWO_PI);
        }
    }
}
