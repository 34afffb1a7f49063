package dev.nabla.network.layer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.StandardNormal;
import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.option.Option;

/** The Gaussian error linear unit. */
@LayerDefinition(
    summary = "Gaussian error linear unit (GELU): each element times the standard normal distribution function Φ of it.",
    shapes = "any → same as input",
    formula = "y = x\\,\\Phi(x) \\quad (\\text{tanh: } y = \\tfrac{x}{2}(1 + \\tanh u),\\ u = \\sqrt{2/\\pi}\\,(x + 0.044715\\,x^3))",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot (\\Phi(x) + x\\,\\varphi(x)) \\quad (\\text{tanh: } g \\odot (\\tfrac{1}{2}(1 + \\tanh u) + \\tfrac{x}{2}(1 - \\tanh^2 u)\\,\\tfrac{du}{dx}))",
    reference = "PyTorch GELU; Hendrycks and Gimpel (2016), Gaussian error linear units")
public record Gelu(
    @Option("none for the exact Φ, tanh for the tanh approximation") Approximation approximate)
        implements ElementwiseLayer {

    /** How Φ is computed. */
    public enum Approximation {
        NONE,
        TANH
    }

    /** 2·√(2/π). */
    private static final DoubleDouble TWICE_SQRT_TWO_OVER_PI = StandardNormal.SQRT_TWO_OVER_PI.times(2);

    private static final DoubleDouble CUBIC = DoubleDouble.quotient(44_715, 1_000_000);

    public Gelu() {
        this(Approximation.NONE);
    }

    @Override
    public double value(double x) {
        return switch (approximate) {
            case NONE -> times(x, StandardNormal.upperTail(DoubleDouble.of(-x)));
            case TANH -> {
                DoubleDouble below = Extended.sigmoid(twiceU(x));
                yield below.isZero() ? 0 : below.times(x).value();
            }
        };
    }

    @Override
    public double derivative(double x) {
        return switch (approximate) {
            case NONE ->
                StandardNormal.upperTail(DoubleDouble.of(-x)) + times(x, StandardNormal.density(DoubleDouble.of(x)));
            case TANH -> {
                DoubleDouble u = twiceU(x);
                DoubleDouble below = Extended.sigmoid(u);
                DoubleDouble density = below.times(Extended.sigmoid(u.negated()));
                DoubleDouble derivativeOfU = DoubleDouble.product(x, x).times(CUBIC).times(3).plus(1)
                        .times(TWICE_SQRT_TWO_OVER_PI);
                yield density.isZero() ? below.value() : below.plus(derivativeOfU.times(x).times(density)).value();
            }
        };
    }

    /** 2u: (1 + tanh u)/2 is the logistic function of 2u, which has no cancellation in its tails. */
    private static DoubleDouble twiceU(double x) {
        return DoubleDouble.product(x, x).times(CUBIC).plus(1).times(x).times(TWICE_SQRT_TWO_OVER_PI);
    }

    /** Far from 0 the density is 0 before the factor overflows. */
    private static double times(double factor, double density) {
        return density == 0 ? 0 : factor * density;
    }
}
