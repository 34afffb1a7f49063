package dev.nabla.network.layer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
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

    private static final double CUBIC = 0.044715;
    private static final double TWICE_SQRT_TWO_OVER_PI = 2 * Math.sqrt(2 / Math.PI);

    public Gelu() {
        this(Approximation.NONE);
    }

    @Override
    public double value(double x) {
        double below = switch (approximate) {
            case NONE -> StandardNormal.upperTail(DoubleDouble.of(-x));
            case TANH -> Elementary.sigmoid(twiceU(x));
        };
        return below == 0 ? 0 : x * below;
    }

    @Override
    public double derivative(double x) {
        return switch (approximate) {
            case NONE ->
                StandardNormal.upperTail(DoubleDouble.of(-x)) + times(x, StandardNormal.density(DoubleDouble.of(x)));
            case TANH -> {
                double u = twiceU(x);
                double below = Elementary.sigmoid(u);
                double derivativeOfU = TWICE_SQRT_TWO_OVER_PI * (1 + 3 * CUBIC * x * x);
                yield below + times(x * derivativeOfU, below * Elementary.sigmoid(-u));
            }
        };
    }

    /** 2u: (1 + tanh u)/2 is the logistic function of 2u, which has no cancellation in its tails. */
    private static double twiceU(double x) {
        return TWICE_SQRT_TWO_OVER_PI * (x + CUBIC * x * x * x);
    }

    /** Far from 0 the density is 0 before the factor overflows. */
    private static double times(double factor, double density) {
        return density == 0 ? 0 : factor * density;
    }
}
