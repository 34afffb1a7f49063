package dev.nabla.network.layer;

import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSigmoid;
import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;

/** The hyperbolic tangent. */
@LayerDefinition(
    summary = "Hyperbolic tangent: maps every element to (-1, 1).",
    shapes = "any → same as input",
    formula = "y = \\tanh x",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot (1 - y^2)",
    reference = "PyTorch Tanh")
public record Tanh() implements ElementwiseLayer {

    @Override
    public double value(double x) {
        return Elementary.tanh(x, 0);
    }

    /** 1 − tanh² x = 4 σ′(2x), which is accurate where tanh x is close to ±1. */
    @Override
    public double derivative(double x) {
        return 4 * StableSigmoid.derivative(2 * x).value();
    }

    @Override
    public double gradient(double x, double upstream) {
        return StableSigmoid.derivative(2 * x).times(4).times(upstream).value();
    }
}
