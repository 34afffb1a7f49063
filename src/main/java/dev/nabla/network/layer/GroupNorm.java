package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;

/** Normalization of groups of channels, each sample on its own. */
@LayerDefinition(
    summary = "Group normalization: normalizes each group of channels of a sample to mean 0 and variance 1, then applies the learned scale and bias.",
    shapes = "(N, C, …) → same as input",
    formula = "y = \\hat{x}\\, w_c + b_c, \\quad \\hat{x} = \\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}} \\quad (\\mu, \\sigma^2 \\text{ of the group})",
    rules = {
            "\\frac{\\partial L}{\\partial x} = \\frac{1}{\\sqrt{\\sigma^2 + \\epsilon}}\\bigl(h - \\overline{h} - \\hat{x}\\,\\overline{h\\,\\hat{x}}\\bigr), \\quad h = g\\, w_c",
            "\\frac{\\partial L}{\\partial w_c} = \\sum_{n,i} g_{n,c,i}\\, \\hat{x}_{n,c,i}",
            "\\frac{\\partial L}{\\partial b_c} = \\sum_{n,i} g_{n,c,i}"},
    reference = "PyTorch GroupNorm; Wu and He (2018), Group normalization")
public record GroupNorm(
    @Option(
        value = "number of groups into which the channels are split",
        within = "[1, inf)",
        required = true) long numGroups,
    @Option(value = "added to the variance for numerical stability", within = "[0, inf)") double eps)
        implements Layer {

    public GroupNorm {
        OptionSpec.check(GroupNorm.class, "numGroups", (double) numGroups);
        OptionSpec.check(GroupNorm.class, "eps", eps);
    }

    public GroupNorm() {
        this(1, 1e-5);
    }

    @Override
    public List<Parameter> parameters() {
        return Normalization.OF_CHANNELS;
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        Normalization.checkChannels(input, parameters);
        if (input.size(1) % numGroups != 0) {
            throw Layer.misfit("num_groups", "num_groups must divide the " + input.size(1)
                    + " channels of the layer's input, which has shape " + input + "; got " + numGroups);
        }
        return input;
    }

    @Override
    public Cost cost(Shape input, Shape output, Parameters parameters) {
        return Normalization.cost(input, output);
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Shape shape = input.shape();
        int group = (int) (shape.stride(0) / numGroups);
        return Normalization.of(input, RowLayout.adjacent(shape.elements(), group, shape.size(1), shape.stride(1)),
                parameters, row -> NormalizedRow.centered(row, eps));
    }
}
