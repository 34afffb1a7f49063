package dev.nabla.network.layer;

import dev.nabla.kernel.Elementary;
import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;

/** Each number times its logistic function; also called swish. */
@LayerDefinition(
    summary = "Multiplies each number by its logistic function.",
    shapes = "any → the same",
    formula = "y = x\\,\\sigma(x)",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot \\sigma(x) \\odot (1 + x\\,\\sigma(-x))",
    reference = "PyTorch SiLU; Elfwing et al. (2018), Sigmoid-weighted linear units")
public record Silu() implements ElementwiseLayer {

    @Override
    public double value(double x) {
        double sigmoid = Elementary.sigmoid(x);
        return sigmoid == 0 ? 0 : x * sigmoid;
    }

    @Override
    public double slope(double x) {
        double sigmoid = Elementary.sigmoid(x);
        double rest = Elementary.sigmoid(-x);
        return sigmoid == 0 || rest == 0 ? sigmoid : sigmoid * (1 + x * rest);
    }
}
