package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** InfoNCE in both directions: each image identifies its text, and each text its image. */
@Definition(
    aliases = {"clip_loss", "symmetric_info_nce"},
    summary = "CLIP: the mean of two cross-entropies, one that identifies the text of each image and one that identifies the image of each text.",
    formula = "\\tfrac12 \\Bigl( \\log \\sum_j e^{S_{ij}} + \\log \\sum_j e^{S_{ji}} \\Bigr) - S_{ii}, \\quad S_{ij} = x_i \\cdot y_j / \\tau, \\quad \\tau = \\text{temperature}; \\quad x_i, y_j \\text{ divided by their norms if normalize}",
    gradient = "E_{ij} = \\tfrac12 \\bigl( v_i\\,(\\operatorname{softmax}(S_{i\\cdot})_j - [i = j]) + v_j\\,(\\operatorname{softmax}(S_{\\cdot j})_i - [i = j]) \\bigr), \\quad \\partial_{x_i} = \\sum_j E_{ij} y_j / \\tau, \\quad \\partial_{y_j} = \\sum_i E_{ij} x_i / \\tau, \\quad v_i \\text{ the derivative of the answer with respect to value } i; \\quad \\text{with normalize } (G - u\\,(u \\cdot G)) / \\lVert a \\rVert \\text{ of each } G, \\; u = a / \\lVert a \\rVert",
    edges = {"A batch of one item has loss and gradient 0.", "A masked item is neither an image nor a text.",
            "The logit scale of CLIP is 1/temperature.",
            "Norms are at least 1e-12; a zero vector has similarity 0 and gradient 0."},
    references = {
            "Radford et al. (2021), Learning Transferable Visual Models From Natural Language Supervision, https://arxiv.org/abs/2103.00020"},
    examples = {@Example(name = "Three images and their texts", body = """
                {"image": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5], [0.25, -0.5, 1.0]],
                 "text": [[-1.0, 0.5, 2.0], [0.75, 0.25, 0.5], [-0.25, 1.5, -1.0]]}"""),
            @Example(name = "A higher temperature, one loss per item", body = """
                        {"image": [[0.5, -1.0], [1.0, 0.75]], "text": [[-1.0, 0.5], [0.75, 0.25]], "temperature": 0.5,
                         "reduction": "none"}""")})
public record Clip(
    @Option(value = "divisor of similarities", within = "(0, inf)") double temperature,
    @Option(PairedLoss.NORMALIZE) boolean normalize)
        implements PairedLoss {

    public Clip {
        OptionSpec.check(Clip.class, "temperature", temperature);
    }

    public Clip() {
        this(0.07, true);
    }

    @Override
    public List<Input> inputs() {
        return IMAGE_AND_TEXT;
    }

    @Override
    public List<SimilarityPass.Direction> directions() {
        SimilarityRow.Value value = row -> PairedLoss.crossEntropy(row, temperature);
        DoubleDouble factor = DoubleDouble.quotient(1, temperature);
        return List.of(new SimilarityPass.Direction(0, 1, true, factor, value),
                new SimilarityPass.Direction(1, 0, true, factor, value));
    }
}
