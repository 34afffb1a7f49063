package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Soft hinges on the similarities of an item with those of its label and with the others, weighted by one another. */
@Definition(
    aliases = {"ms_loss"},
    summary = "Multi-similarity loss: soft hinges on the cosines of each item with those of its label and with all others.",
    formula = "\\frac{1}{\\alpha} \\log \\Bigl( 1 + \\sum_{j \\in P_i} e^{-\\alpha (s_{ij} - \\lambda)} \\Bigr) + \\frac{1}{\\beta} \\log \\Bigl( 1 + \\sum_{j \\in N_i} e^{\\beta (s_{ij} - \\lambda)} \\Bigr), \\quad s_{ij} = \\cos(x_i, x_j), \\quad \\alpha = \\text{alpha}, \\; \\beta = \\text{beta}, \\; \\lambda = \\text{base}",
    gradient = "E_{ij} = -v_i\\,\\frac{e^{-\\alpha (s_{ij} - \\lambda)}}{1 + \\sum_{P_i}} \\; (j \\in P_i), \\quad v_i\\,\\frac{e^{\\beta (s_{ij} - \\lambda)}}{1 + \\sum_{N_i}} \\; (j \\in N_i), \\quad G_i = \\sum_j (E_{ij} + E_{ji})\\,u_j, \\quad \\partial_{x_i} = (G_i - u_i\\,(u_i \\cdot G_i)) / \\lVert x_i \\rVert, \\quad u_i = x_i / \\lVert x_i \\rVert, \\quad v_i \\text{ the derivative of the answer with respect to value } i",
    edges = {"Every item counts, with positives and negatives or without; there is no mining.",
            "A masked item is neither an anchor nor a partner.",
            "Norms are at least 1e-12; a zero vector has cosine 0 and gradient 0."},
    references = {
            "Wang et al. (2019), Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning, https://arxiv.org/abs/1904.06627",
            "pytorch-metric-learning MultiSimilarityLoss"},
    examples = {@Example(name = "Six items, one of them alone with its label", body = """
                {"predictions": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 0.5], [0.75, 0.25], [-0.25, 1.5]],
                 "targets": [0, 1, 0, 1, 2, 1]}"""),
            @Example(name = "A softer hinge on negatives, one loss per item", body = """
                        {"predictions": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 0.5]], "targets": [0, 1, 0, 1],
                         "beta": 10, "reduction": "none"}""")})
public record MultiSimilarity(
    @Option(value = "steepness of the hinge on positives", within = "(0, inf)") double alpha,
    @Option(value = "steepness of the hinge on negatives", within = "(0, inf)") double beta,
    @Option("cosine at which both hinges bend") double base)
        implements LabeledLoss {

    public MultiSimilarity {
        OptionSpec.check(MultiSimilarity.class, "alpha", alpha);
        OptionSpec.check(MultiSimilarity.class, "beta", beta);
        OptionSpec.check(MultiSimilarity.class, "base", base);
    }

    public MultiSimilarity() {
        this(2, 50, 0.5);
    }

    @Override
    public boolean counts(int positives, int negatives) {
        return true;
    }

    @Override
    public DoubleDouble factor() {
        return DoubleDouble.ONE;
    }

    @Override
    public double value(SimilarityRow row, Labels labels) {
        DoubleDouble pull = hinge(row, labels.positives(row.anchor()), -alpha);
        DoubleDouble push = hinge(row, labels.negatives(row.anchor()), beta);
        DoubleDouble value = pull.plus(push);
        return Double.isNaN(value.hi()) ? row.undefined() : value.value();
    }

    /** {@code log(1 + Σ e^(k (s − λ)))/|k|}: the surprise of 0 among all these exponents. */
    private DoubleDouble hinge(SimilarityRow row, int[] partners, double steepness) {
        double[] exponents = row.scratch()[1];
        for (int k = 0; k < partners.length; k++) {
            exponents[k] = DoubleDouble.difference(row.similarities()[partners[k]], base).times(steepness).value();
        }
        exponents[partners.length] = 0;
        StableSoftmax softmax = new StableSoftmax(exponents, partners.length + 1, row.scratch()[0]);
        if (!softmax.isDefined()) {
            return DoubleDouble.of(Double.NaN);
        }
        DoubleDouble slope = row.cotangent().times(Math.signum(steepness));
        for (int k = 0; row.isWanted() && k < partners.length; k++) {
            row.slopes()[partners[k]] = softmax.probability(k).times(slope).value();
        }
        return softmax.negativeLogProbability(partners.length).dividedBy(Math.abs(steepness));
    }
}
