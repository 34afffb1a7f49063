package dev.nabla.network.layer;

import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The leaky rectified linear unit. */
@LayerDefinition(
    summary = "Leaky rectified linear unit (Leaky ReLU): the identity for positive inputs, a line of slope negative_slope otherwise.",
    shapes = "any → same as input",
    formula = "y = \\begin{cases} x & x > 0 \\\\ a\\,x & x \\le 0 \\end{cases} \\quad (a = \\text{negative\\_slope})",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot \\begin{cases} 1 & x > 0 \\\\ a & x \\le 0 \\end{cases}",
    reference = "PyTorch LeakyReLU (the slope of the negative side at the kink)")
public record LeakyRelu(
    @Option("slope for inputs <= 0") double negativeSlope) implements ElementwiseLayer {

    public LeakyRelu {
        OptionSpec.check(LeakyRelu.class, "negativeSlope", negativeSlope);
    }

    public LeakyRelu() {
        this(0.01);
    }

    @Override
    public double value(double x) {
        return x > 0 ? x : negativeSlope * x;
    }

    @Override
    public double derivative(double x) {
        return x > 0 ? 1 : negativeSlope;
    }
}
