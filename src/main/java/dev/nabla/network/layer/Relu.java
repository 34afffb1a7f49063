package dev.nabla.network.layer;

import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;

/** The rectifier: what is positive passes, what is not does not. */
@LayerDefinition(
    summary = "Lets what is positive pass, and nothing else.",
    shapes = "any → the same",
    formula = "y = \\max(0, x)",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot [x > 0]",
    reference = "PyTorch ReLU (0 at the kink)")
public record Relu() implements ElementwiseLayer {

    @Override
    public double value(double x) {
        return Math.max(0, x);
    }

    /** 1 or 0 without a branch, which would be guessed wrong every other time: whether the bits, as an integer, are above 0. */
    @Override
    public double slope(double x) {
        long bits = Double.doubleToRawLongBits(x);
        return (-bits & ~bits) >>> 63;
    }
}
