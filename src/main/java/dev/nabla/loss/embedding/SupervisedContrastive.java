package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Cross-entropy of the similarities of an item with all others, spread evenly over those with the same label. */
@Definition(
    aliases = {"supcon"},
    summary = "Supervised contrastive loss: the mean negative log-probability of the items with the same label under the softmax of similarities.",
    formula = "\\log \\sum_{j \\ne i} e^{S_{ij}} - \\frac{1}{|P_i|} \\sum_{j \\in P_i} S_{ij}, \\quad S_{ij} = \\cos(x_i, x_j) / \\tau, \\quad P_i = \\{j \\ne i : t_j = t_i\\}, \\quad \\tau = \\text{temperature}",
    gradient = "E_{ij} = v_i\\,\\bigl(\\operatorname{softmax}_{j \\ne i}(S_i)_j - [j \\in P_i] / |P_i|\\bigr), \\quad G_i = \\sum_j (E_{ij} + E_{ji})\\,u_j / \\tau, \\quad \\partial_{x_i} = (G_i - u_i\\,(u_i \\cdot G_i)) / \\lVert x_i \\rVert, \\quad u_i = x_i / \\lVert x_i \\rVert, \\quad v_i \\text{ the derivative of the answer with respect to value } i",
    edges = {"An item without another of its label has loss 0 and does not count in means.",
            "A masked item is neither an anchor nor a partner.",
            "Norms are at least 1e-12; a zero vector has similarity 0 and gradient 0.",
            "This is L_out without the factor temperature / base temperature of the authors' code."},
    references = {"Khosla et al. (2020), Supervised Contrastive Learning, https://arxiv.org/abs/2004.11362"},
    examples = {@Example(name = "Six items, one of them alone with its label", body = """
                {"predictions": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 0.5], [0.75, 0.25], [-0.25, 1.5]],
                 "targets": [0, 1, 0, 1, 2, 1]}"""),
            @Example(name = "One loss per item", body = """
                        {"predictions": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 0.5]], "targets": [0, 1, 0, 1],
                         "temperature": 0.5, "reduction": "none"}""")})
public record SupervisedContrastive(
    @Option(value = "divisor of similarities", within = "(0, inf)") double temperature) implements LabeledLoss {

    public SupervisedContrastive {
        OptionSpec.check(SupervisedContrastive.class, "temperature", temperature);
    }

    public SupervisedContrastive() {
        this(0.1);
    }

    @Override
    public boolean counts(int positives, int negatives) {
        return positives > 0;
    }

    @Override
    public DoubleDouble factor() {
        return DoubleDouble.quotient(1, temperature);
    }

    @Override
    public double value(SimilarityRow row, Labels labels) {
        SimilaritySoftmax softmax = SimilaritySoftmax.ofOthers(row, temperature);
        return softmax.isDefined() ? softmax.crossEntropy(labels.positives(row.anchor())) : row.undefined();
    }
}
