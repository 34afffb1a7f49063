package dev.nabla.network.layer;

import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;

/** The rectified linear unit. */
@LayerDefinition(
    summary = "Rectified linear unit (ReLU): max(0, x).",
    shapes = "any → same as input",
    formula = "y = \\max(0, x)",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot [x > 0]",
    reference = "PyTorch ReLU (0 at the kink)")
public record Relu() implements ElementwiseLayer {

    @Override
    public double value(double x) {
        return Math.max(0, x);
    }

    /** 1 or 0 without a branch, which would often be mispredicted: whether the bits, as an integer, are positive. */
    @Override
    public double derivative(double x) {
        long bits = Double.doubleToRawLongBits(x);
        return (-bits & ~bits) >>> 63;
    }
}
