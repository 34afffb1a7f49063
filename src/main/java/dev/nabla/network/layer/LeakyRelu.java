package dev.nabla.network.layer;

import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** A rectifier that lets a little of what is negative pass. */
@LayerDefinition(
    summary = "Lets what is positive pass, and a share of what is not.",
    shapes = "any → the same",
    formula = "y = \\begin{cases} x & x > 0 \\\\ a\\,x & x \\le 0 \\end{cases} \\quad (a = \\text{negative\\_slope})",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot \\begin{cases} 1 & x > 0 \\\\ a & x \\le 0 \\end{cases}",
    reference = "PyTorch LeakyReLU (the slope of the negative side at the kink)")
public record LeakyRelu(
    @Option("slope where the input is not positive") double negativeSlope) implements ElementwiseLayer {

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
    public double slope(double x) {
        return x > 0 ? 1 : negativeSlope;
    }
}
