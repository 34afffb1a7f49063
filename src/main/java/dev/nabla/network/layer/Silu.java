package dev.nabla.network.layer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSigmoid;
import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;

/** The sigmoid linear unit, also called swish. */
@LayerDefinition(
    summary = "Sigmoid linear unit (SiLU, swish): each element times its sigmoid.",
    shapes = "any → same as input",
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
    public double derivative(double x) {
        StableSigmoid sigmoid = new StableSigmoid(x);
        DoubleDouble rest = sigmoid.complement();
        return sigmoid.probability().isZero() || rest.isZero()
                ? sigmoid.probability().value()
                : sigmoid.probability().times(rest.times(x).plus(1)).value();
    }
}
