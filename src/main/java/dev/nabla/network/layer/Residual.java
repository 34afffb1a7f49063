package dev.nabla.network.layer;

import dev.nabla.network.BoundLayer;
import dev.nabla.network.CompositeLayer;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameters;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;

/** A stack of layers with a skip connection around it. */
@LayerDefinition(
    summary = "Residual connection: adds the input of a stack of layers to its output.",
    shapes = "any that the layers map to itself → same as input",
    formula = "y = x + f(x) \\quad (f = \\text{layers})",
    rules = "\\frac{\\partial L}{\\partial x} = g + g\\,\\frac{\\partial f}{\\partial x}",
    reference = "PyTorch x + Sequential(x); He et al. (2016), Deep residual learning for image recognition")
public record Residual() implements CompositeLayer {

    @Override
    public Layer around(List<BoundLayer> layers) {
        return new ResidualStack(layers);
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        return around(List.of()).outputShape(input, parameters);
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        return around(List.of()).forward(input, parameters);
    }
}
