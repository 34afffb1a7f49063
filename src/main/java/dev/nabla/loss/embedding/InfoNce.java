package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Cross-entropy of the similarities of a query with all keys of the batch, of which one is its own. */
@Definition(
    aliases = {"infonce", "multiple_negatives_ranking(temperature=0.05)", "n_pairs(normalize=false, temperature=1)",
            "in_batch_negatives"},
    summary = "InfoNCE: cross-entropy that identifies the key of each query among all keys of the batch by their similarity.",
    formula = "\\log \\sum_j e^{S_{ij}} - S_{ii}, \\quad S_{ij} = q_i \\cdot k_j / \\tau, \\quad \\tau = \\text{temperature}; \\quad q_i, k_j \\text{ divided by their norms if normalize}",
    gradient = "E_{ij} = v_i\\,(\\operatorname{softmax}(S_i)_j - [i = j]), \\quad \\partial_{q_i} = \\sum_j E_{ij} k_j / \\tau, \\quad \\partial_{k_j} = \\sum_i E_{ij} q_i / \\tau, \\quad v_i \\text{ the derivative of the answer with respect to value } i; \\quad \\text{with normalize } (G - u\\,(u \\cdot G)) / \\lVert a \\rVert \\text{ of each } G, \\; u = a / \\lVert a \\rVert",
    edges = {"A batch of one item has loss and gradient 0.", "A masked item is neither a query nor a key.",
            "Norms are at least 1e-12; a zero vector has similarity 0 and gradient 0.",
            "Similarities are computed a block of queries at a time: memory does not grow with the square of the batch."},
    references = {
            "van den Oord et al. (2018), Representation Learning with Contrastive Predictive Coding, https://arxiv.org/abs/1807.03748",
            "Sentence-Transformers MultipleNegativesRankingLoss"},
    examples = {@Example(name = "Three queries and their keys", body = """
                {"query": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5], [0.25, -0.5, 1.0]],
                 "key": [[-1.0, 0.5, 2.0], [0.75, 0.25, 0.5], [-0.25, 1.5, -1.0]], "temperature": 0.5}"""),
            @Example(name = "N-pairs: products of vectors as they are, one loss per query", body = """
                        {"query": [[0.5, -1.0], [1.0, 0.75]], "key": [[-1.0, 0.5], [0.75, 0.25]], "normalize": false,
                         "temperature": 1, "reduction": "none"}""")})
public record InfoNce(
    @Option(value = "divisor of similarities", within = "(0, inf)") double temperature,
    @Option(PairedLoss.NORMALIZE) boolean normalize)
        implements PairedLoss {

    private static final List<Input> INPUTS = List.of(
            SimilarityLoss.vectors("query", "vectors that look for their keys"),
            SimilarityLoss.vectors("key", "the key of each query; those of other queries are its negatives"));

    public InfoNce {
        OptionSpec.check(InfoNce.class, "temperature", temperature);
    }

    public InfoNce() {
        this(0.07, true);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public List<SimilarityPass.Direction> directions() {
        return List.of(
                new SimilarityPass.Direction(0, 1, true, DoubleDouble.quotient(1, temperature),
                        row -> PairedLoss.crossEntropy(row, temperature)));
    }
}
