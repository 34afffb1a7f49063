package dev.nabla.loss.embedding;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** A binary cross-entropy for every image and text: whether they belong together. */
@Definition(
    aliases = {"sigmoid_contrastive"},
    summary = "SigLIP: binary cross-entropy of every pair of an image and a text, which belong together or not.",
    formula = "\\sum_j \\log(1 + e^{-z_{ij} L_{ij}}), \\quad L_{ij} = \\text{scale}\\; x_i \\cdot y_j + \\text{bias}, \\quad z_{ij} = \\begin{cases} 1 & i = j \\\\ -1 & i \\ne j \\end{cases}; \\quad x_i, y_j \\text{ divided by their norms if normalize}",
    gradient = "E_{ij} = -v_i\\,z_{ij}\\,\\sigma(-z_{ij} L_{ij})\\,\\text{scale}, \\quad \\partial_{x_i} = \\sum_j E_{ij} y_j, \\quad \\partial_{y_j} = \\sum_i E_{ij} x_i, \\quad v_i \\text{ the derivative of the answer with respect to value } i; \\quad \\text{with normalize } (G - u\\,(u \\cdot G)) / \\lVert a \\rVert \\text{ of each } G, \\; u = a / \\lVert a \\rVert",
    edges = {"Each value is a sum over the whole batch, so that the loss grows with its size.",
            "A masked item is neither an image nor a text.",
            "Norms are at least 1e-12; a zero vector has similarity 0 and gradient 0."},
    references = {
            "Zhai et al. (2023), Sigmoid Loss for Language Image Pre-Training, https://arxiv.org/abs/2303.15343"},
    examples = {@Example(name = "Three images and their texts", body = """
                {"image": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5], [0.25, -0.5, 1.0]],
                 "text": [[-1.0, 0.5, 2.0], [0.75, 0.25, 0.5], [-0.25, 1.5, -1.0]]}"""),
            @Example(name = "Another scale and bias, one loss per image", body = """
                        {"image": [[0.5, -1.0], [1.0, 0.75]], "text": [[-1.0, 0.5], [0.75, 0.25]], "scale": 2, "bias": -1,
                         "reduction": "none"}""")})
public record Siglip(
    @Option(value = "factor of similarities", within = "(0, inf)") double scale,
    @Option("added to scaled similarities") double bias,
    @Option(PairedLoss.NORMALIZE) boolean normalize)
        implements PairedLoss {

    public Siglip {
        OptionSpec.check(Siglip.class, "scale", scale);
        OptionSpec.check(Siglip.class, "bias", bias);
    }

    public Siglip() {
        this(10, -10, true);
    }

    @Override
    public List<Input> inputs() {
        return IMAGE_AND_TEXT;
    }

    @Override
    public List<SimilarityPass.Direction> directions() {
        return List.of(new SimilarityPass.Direction(0, 1, false, DoubleDouble.of(scale), this::value));
    }

    private double value(SimilarityRow row) {
        CompensatedSum sum = new CompensatedSum();
        for (int j = 0; j < row.count(); j++) {
            double side = j == row.anchor() ? -1 : 1;
            double logit = side * Math.fma(scale, row.similarities()[j], bias);
            sum.add(Elementary.softplus(logit));
            if (row.isWanted()) {
                row.slopes()[j] = side * row.cotangent().times(Elementary.sigmoid(logit)).value();
            }
        }
        return sum.value();
    }
}
