package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Row;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The softplus of how much farther a positive is from its anchor than a negative. */
@Definition(
    aliases = {"soft_triplet"},
    summary = "Triplet loss with a soft margin: the softplus of how much farther the positive is from the anchor than the negative.",
    formula = "\\log(1 + e^u), \\quad u = \\delta(a, p) - \\delta(a, n), \\quad \\delta(a, b) = \\lVert a - b + \\text{eps} \\rVert_2",
    gradient = "\\sigma(u)\\,(\\partial\\delta(a, p) - \\partial\\delta(a, n)), \\quad \\partial\\delta/\\partial a = (a - b + \\text{eps}) / \\delta",
    edges = {"The gradient of a distance of 0 is 0.", "eps is added to every component of a difference.",
            "Two infinite distances make the row NaN."},
    references = {
            "Hermans et al. (2017), In Defense of the Triplet Loss for Person Re-Identification, https://arxiv.org/abs/1703.07737"},
    examples = {@Example(name = "One triplet", body = """
                {"anchor": [[0.5, -1.0]], "positive": [[0.25, -0.5]], "negative": [[1.0, 0.0]]}"""),
            @Example(
                name = "Two triplets, one loss each",
                body = """
                        {"anchor": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]], "positive": [[0.25, -0.5, 1.0], [-1.0, 0.5, 2.0]],
                         "negative": [[1.0, 0.0, 0.5], [0.5, 0.5, -0.25]], "reduction": "none"}""")})
public record SoftMarginTriplet(
    @Option(value = "added to every component of a difference", within = "[0, inf)") double eps)
        implements TripletLoss {

    public SoftMarginTriplet {
        OptionSpec.check(SoftMarginTriplet.class, "eps", eps);
    }

    public SoftMarginTriplet() {
        this(1e-6);
    }

    @Override
    public double evaluate(Row row) {
        Distance near = distance(row, POSITIVE);
        Distance far = distance(row, NEGATIVE);
        DoubleDouble u = near.lead(far).toDoubleDouble();
        if (Double.isNaN(u.hi())) {
            return row.undefined();
        }
        DoubleDouble pull = Extended.sigmoid(u);
        for (int k = 0; k < row.length(); k++) {
            DoubleDouble toPositive = pull.times(near.gradient(k));
            DoubleDouble toNegative = pull.times(far.gradient(k));
            TripletLoss.write(row, k, toPositive.minus(toNegative), toPositive.negated(), toNegative);
        }
        return Extended.softplus(u).value();
    }

    private Distance distance(Row row, int to) {
        return new Distance(row.elements(ANCHOR), row.elements(to), row.length(), 2, eps);
    }
}
