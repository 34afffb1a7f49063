package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The softplus of how much more similar negatives are than positives, each weighted by how far it is from its optimum. */
@Definition(
    aliases = {"circle_loss"},
    summary = "Circle loss: a soft hinge on how much more similar negatives are than positives, each weighted by its distance from its optimum.",
    formula = "\\log \\bigl( 1 + e^{Z_P + Z_N} \\bigr), \\quad Z_P = \\log \\sum_{j \\in P_i} e^{-\\gamma a_j (s_{ij} - 1 + m)}, \\; a_j = \\max(0, 1 + m - s_{ij}), \\quad Z_N = \\log \\sum_{j \\in N_i} e^{\\gamma a_j (s_{ij} - m)}, \\; a_j = \\max(0, s_{ij} + m), \\quad s_{ij} = \\cos(x_i, x_j), \\quad m = \\text{margin}, \\; \\gamma = \\text{gamma}",
    gradient = "q = \\sigma(Z_P + Z_N), \\quad E_{ij} = -v_i\\,q\\,\\gamma\\,a_j \\operatorname{softmax}_{P_i}(z)_j \\; (j \\in P_i), \\quad v_i\\,q\\,\\gamma\\,a_j \\operatorname{softmax}_{N_i}(z)_j \\; (j \\in N_i), \\quad G_i = \\sum_j (E_{ij} + E_{ji})\\,u_j, \\quad \\partial_{x_i} = (G_i - u_i\\,(u_i \\cdot G_i)) / \\lVert x_i \\rVert, \\quad u_i = x_i / \\lVert x_i \\rVert, \\quad v_i \\text{ the derivative of the answer with respect to value } i",
    edges = {
            "The weights a are constants for the gradient, as in the paper: differences of the loss do not show it. Keras differentiates them.",
            "An item without another of its label, or without one of another label, has loss 0 and does not count in means.",
            "A masked item is neither an anchor nor a partner.",
            "Norms are at least 1e-12; a zero vector has cosine 0 and gradient 0."},
    references = {
            "Sun et al. (2020), Circle Loss: A Unified Perspective of Pair Similarity Optimization, https://arxiv.org/abs/2002.10857",
            "pytorch-metric-learning CircleLoss"},
    examples = {@Example(name = "Six items, one of them alone with its label", body = """
                {"predictions": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 0.5], [0.75, 0.25], [-0.25, 1.5]],
                 "targets": [0, 1, 0, 1, 2, 1], "gamma": 4}"""),
            @Example(name = "A smaller margin, one loss per item", body = """
                        {"predictions": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 0.5]], "targets": [0, 1, 0, 1],
                         "margin": 0.25, "gamma": 8, "reduction": "none"}""")})
public record Circle(
    @Option(
        value = "distance of the optima from 1 and 0, and of the boundary from them",
        within = "(0, 1)") double margin,
    @Option(value = "factor of exponents", within = "(0, inf)") double gamma)
        implements LabeledLoss {

    public Circle {
        OptionSpec.check(Circle.class, "margin", margin);
        OptionSpec.check(Circle.class, "gamma", gamma);
    }

    public Circle() {
        this(0.4, 80);
    }

    @Override
    public boolean counts(int positives, int negatives) {
        return positives > 0 && negatives > 0;
    }

    @Override
    public DoubleDouble factor() {
        return DoubleDouble.of(gamma);
    }

    @Override
    public double value(SimilarityRow row, Labels labels) {
        int[] positives = labels.positives(row.anchor());
        int[] negatives = labels.negatives(row.anchor());
        DoubleDouble sum = logSumExp(row, positives, true).plus(logSumExp(row, negatives, false));
        if (Double.isNaN(sum.hi())) {
            return row.undefined();
        }
        if (row.isWanted()) {
            DoubleDouble factor = Extended.sigmoid(sum).times(row.cotangent());
            writeSlopes(row, positives, true, factor.negated());
            writeSlopes(row, negatives, false, factor);
        }
        return Extended.softplus(sum).value();
    }

    private DoubleDouble logSumExp(SimilarityRow row, int[] partners, boolean isPositive) {
        StableSoftmax softmax = softmax(row, partners, isPositive);
        int largest = softmax.largest();
        return softmax.isDefined()
                ? softmax.negativeLogProbability(largest).plus(row.scratch()[1][largest])
                : DoubleDouble.of(Double.NaN);
    }

    private void writeSlopes(SimilarityRow row, int[] partners, boolean isPositive, DoubleDouble factor) {
        StableSoftmax softmax = softmax(row, partners, isPositive);
        for (int k = 0; k < partners.length; k++) {
            DoubleDouble weight = weight(row.similarities()[partners[k]], isPositive);
            row.slopes()[partners[k]] = softmax.probability(k).times(weight).times(factor).value();
        }
    }

    private StableSoftmax softmax(SimilarityRow row, int[] partners, boolean isPositive) {
        double[] exponents = row.scratch()[1];
        for (int k = 0; k < partners.length; k++) {
            exponents[k] = exponent(row.similarities()[partners[k]], isPositive).value();
        }
        return new StableSoftmax(exponents, partners.length, row.scratch()[0]);
    }

    private DoubleDouble exponent(double similarity, boolean isPositive) {
        DoubleDouble lack = isPositive
                ? DoubleDouble.difference(1, margin).minus(similarity)
                : DoubleDouble.difference(similarity, margin);
        return lack.times(weight(similarity, isPositive)).times(gamma);
    }

    /** How far a similarity is from its optimum. */
    private DoubleDouble weight(double similarity, boolean isPositive) {
        DoubleDouble weight = isPositive
                ? DoubleDouble.sum(1, margin).minus(similarity)
                : DoubleDouble.sum(similarity, margin);
        return weight.sign() < 0 ? DoubleDouble.ZERO : weight;
    }
}
