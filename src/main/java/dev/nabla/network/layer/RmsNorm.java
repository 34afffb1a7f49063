package dev.nabla.network.layer;

import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.option.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Root mean square normalization over the last axes. The shape of weight determines which. */
@LayerDefinition(
    summary = "RMS normalization: divides the last axes by their root mean square, then applies the learned scale.",
    shapes = "(…, features) → same as input",
    formula = "y = \\hat{x} \\odot w, \\quad \\hat{x} = \\frac{x}{\\sqrt{\\overline{x^2} + \\epsilon}}",
    rules = {
            "\\frac{\\partial L}{\\partial x} = \\frac{1}{\\sqrt{\\overline{x^2} + \\epsilon}}\\bigl(h - \\hat{x}\\,\\overline{h \\odot \\hat{x}}\\bigr), \\quad h = g \\odot w",
            "\\frac{\\partial L}{\\partial w} = \\sum_n g_n \\odot \\hat{x}_n"},
    reference = "PyTorch RMSNorm in float64; Zhang and Sennrich (2019), Root mean square layer normalization")
public record RmsNorm(
    @Option(
        value = "added to the mean square for numerical stability; the default is the machine epsilon of float64, for any dtype",
        within = "[0, inf)") double eps,
    @Option(
        value = "number of last axes that are normalized together; defaults to those of weight, or 1 without it",
        within = "[1, 64]") @Nullable Long normalizedAxes)
        implements LastAxesNorm {

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.learnable(Normalization.WEIGHT, "(features)", "scale of each normalized feature").optional());

    public RmsNorm {
        LastAxesNorm.check(RmsNorm.class, eps, normalizedAxes);
    }

    public RmsNorm() {
        this(Math.ulp(1.0), null);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public NormalizedRow normalized(double[] row) {
        return NormalizedRow.uncentered(row, eps);
    }
}
