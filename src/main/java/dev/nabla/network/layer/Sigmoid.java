package dev.nabla.network.layer;

import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSigmoid;
import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;

/** The logistic function. */
@LayerDefinition(
    summary = "Logistic sigmoid: maps every element to (0, 1).",
    shapes = "any → same as input",
    formula = "y = \\sigma(x) = \\frac{1}{1 + e^{-x}}",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot y \\odot (1 - y)",
    reference = "PyTorch Sigmoid")
public record Sigmoid() implements ElementwiseLayer {

    @Override
    public double value(double x) {
        return Elementary.sigmoid(x);
    }

    @Override
    public double derivative(double x) {
        return StableSigmoid.derivative(x).value();
    }

    @Override
    public double gradient(double x, double upstream) {
        return StableSigmoid.derivative(x).times(upstream).value();
    }
}
