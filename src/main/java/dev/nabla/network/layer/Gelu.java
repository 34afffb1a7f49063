package dev.nabla.network.layer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StandardNormal;
import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.option.Option;

/** Each number times how probable it is that a normal one lies below it. */
@LayerDefinition(
    summary = "Multiplies each number by how probable it is that a standard normal one lies below it.",
    shapes = "any → the same",
    formula = "y = x\\,\\Phi(x) \\quad (\\text{tanh: } y = \\tfrac{x}{2}(1 + \\tanh u),\\ u = \\sqrt{2/\\pi}\\,(x + 0.044715\\,x^3))",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot (\\Phi(x) + x\\,\\varphi(x)) \\quad (\\text{tanh: } g \\odot (\\tfrac{1}{2}(1 + \\tanh u) + \\tfrac{x}{2}(1 - \\tanh^2 u)\\,\\tfrac{du}{dx}))",
    reference = "PyTorch GELU; Hendrycks and Gimpel (2016), Gaussian error linear units")
public record Gelu(
    @Option("none takes the normal distribution itself, tanh a formula close to it") Approximation approximate)
        implements ElementwiseLayer {

    /** How the normal distribution is computed. */
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
    public double slope(double x) {
        return switch (approximate) {
            case NONE ->
                StandardNormal.upperTail(DoubleDouble.of(-x)) + times(x, StandardNormal.density(DoubleDouble.of(x)));
            case TANH -> {
                double u = twiceU(x);
                double below = Elementary.sigmoid(u);
                double steepness = TWICE_SQRT_TWO_OVER_PI * (1 + 3 * CUBIC * x * x);
                yield below + times(x * steepness, below * Elementary.sigmoid(-u));
            }
        };
    }

    /** (1 + tanh u)/2 is the logistic function of 2u, of which nothing cancels in its tails. */
    private static double twiceU(double x) {
        return TWICE_SQRT_TWO_OVER_PI * (x + CUBIC * x * x * x);
    }

    /** Far out the density is 0 before anything that it is multiplied by is too large. */
    private static double times(double factor, double density) {
        return density == 0 ? 0 : factor * density;
    }
}
