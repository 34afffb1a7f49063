package dev.nabla.network.layer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The exponential linear unit. */
@LayerDefinition(
    summary = "Exponential linear unit (ELU): the identity for positive inputs, approaching -alpha for negative ones.",
    shapes = "any → same as input",
    formula = "y = \\begin{cases} x & x > 0 \\\\ \\alpha\\,(e^x - 1) & x \\le 0 \\end{cases}",
    rules = "\\frac{\\partial L}{\\partial x} = g \\odot \\begin{cases} 1 & x > 0 \\\\ \\alpha\\,e^x & x \\le 0 \\end{cases}",
    reference = "PyTorch ELU; Clevert et al. (2016), Fast and accurate deep network learning by exponential linear units")
public record Elu(@Option("negative of the limit at -Infinity") double alpha) implements ElementwiseLayer {

    public Elu {
        OptionSpec.check(Elu.class, "alpha", alpha);
    }

    public Elu() {
        this(1.0);
    }

    @Override
    public double value(double x) {
        return x > 0 ? x : alpha * Elementary.expm1(x);
    }

    @Override
    public double derivative(double x) {
        return x > 0 ? 1 : alpha * Elementary.exp(x);
    }

    /** Neither overflows nor underflows before it is rounded. */
    @Override
    public double gradient(double x, double upstream) {
        return x > 0
                ? upstream
                : Extended.scaledExp(DoubleDouble.of(x)).times(alpha).times(upstream).value();
    }
}
