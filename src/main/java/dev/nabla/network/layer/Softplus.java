package dev.nabla.network.layer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The softplus function. */
@LayerDefinition(
    summary = "Softplus: a smooth approximation of ReLU.",
    shapes = "any → same as input",
    formula = "y = \\frac{1}{\\beta}\\log(1 + e^{\\beta x}) \\quad (\\beta x > \\text{threshold: } y = x)",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot \\sigma(\\beta x) \\quad (\\beta x > \\text{threshold: } g)",
    reference = "PyTorch Softplus")
public record Softplus(
    @Option(value = "sharpness; larger values are closer to ReLU", within = "(0, inf)") double beta,
    @Option("for beta * x above it the layer is the identity") double threshold)
        implements ElementwiseLayer {

    public Softplus {
        OptionSpec.check(Softplus.class, "beta", beta);
        OptionSpec.check(Softplus.class, "threshold", threshold);
    }

    public Softplus() {
        this(1, 20);
    }

    @Override
    public double value(double x) {
        return beta * x > threshold ? x : Extended.softplus(DoubleDouble.product(beta, x)).dividedBy(beta).value();
    }

    @Override
    public double derivative(double x) {
        return beta * x > threshold ? 1 : Extended.sigmoid(DoubleDouble.product(beta, x)).value();
    }
}
