package dev.nabla.network.layer;

import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.option.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layer normalization over the last axes. The shape of weight and bias determines which. */
@LayerDefinition(
    summary = "Layer normalization: normalizes the last axes to mean 0 and variance 1, then applies the learned scale and bias.",
    shapes = "(…, features) → same as input",
    formula = "y = \\hat{x} \\odot w + b, \\quad \\hat{x} = \\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}",
    rules = {
            "\\frac{\\partial L}{\\partial x} = \\frac{1}{\\sqrt{\\sigma^2 + \\epsilon}}\\bigl(h - \\overline{h} - \\hat{x}\\,\\overline{h \\odot \\hat{x}}\\bigr), \\quad h = g \\odot w",
            "\\frac{\\partial L}{\\partial w} = \\sum_n g_n \\odot \\hat{x}_n",
            "\\frac{\\partial L}{\\partial b} = \\sum_n g_n"},
    reference = "PyTorch LayerNorm; Ba et al. (2016), Layer normalization")
public record LayerNorm(
    @Option(value = "added to the variance for numerical stability", within = "[0, inf)") double eps,
    @Option(
        value = "number of last axes that are normalized together; defaults to those of weight or bias, or 1 without them",
        within = "[1, 64]") @Nullable Long normalizedAxes)
        implements LastAxesNorm {

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.learnable(Normalization.WEIGHT, "(features)", "scale of each normalized feature").optional(),
            Parameter.learnable(Normalization.BIAS, "(features)", "bias of each normalized feature").optional());

    public LayerNorm {
        LastAxesNorm.check(LayerNorm.class, eps, normalizedAxes);
    }

    public LayerNorm() {
        this(1e-5, null);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public NormalizedRow normalized(double[] row) {
        return NormalizedRow.centered(row, eps);
    }
}
