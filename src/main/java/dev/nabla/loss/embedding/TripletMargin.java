package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Row;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** A hinge on the distances from an anchor to a positive and a negative. */
@Definition(
    aliases = {"triplet", "triplet_margin_loss", "triplet_margin_with_distance"},
    summary = "Triplet loss: a hinge that requires the anchor to be closer to the positive than to the negative by a margin.",
    formula = "\\max(0, z), \\quad z = \\text{margin} + \\delta(a, p) - \\delta(a, n), \\quad \\delta(a, b) = \\lVert a - b + \\text{eps} \\rVert_p; \\quad \\text{with swap the last is } \\min(\\delta(a, n), \\delta(p, n))",
    gradient = "[z \\ge 0]\\,(\\partial\\delta(a, p) - \\partial\\delta(a, n)), \\quad \\partial\\delta/\\partial a_k = \\operatorname{sign}(u_k)\\,(|u_k| / \\delta)^{p-1}, \\quad u = a - b + \\text{eps}",
    edges = {
            "At z = 0 the triplet is active.", "The gradient of a distance of 0 is 0.",
            "With swap, two equal distances receive half of the gradient each.",
            "eps is added to every component of a difference, as in PyTorch; Optax adds it under the root."},
    references = {
            "Balntas et al. (2016), Learning local feature descriptors with triplets and shallow convolutional neural networks",
            "PyTorch TripletMarginLoss"},
    examples = {@Example(name = "One triplet", body = """
                {"anchor": [[0.5, -1.0]], "positive": [[0.25, -0.5]], "negative": [[1.0, 0.0]]}"""),
            @Example(name = "3-norm, with distance swap", body = """
                        {"anchor": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]], "positive": [[0.25, -0.5, 1.0], [-1.0, 0.5, 2.0]],
                         "negative": [[1.0, 0.0, 0.5], [0.5, 0.5, -0.25]], "p": 3, "swap": true, "margin": 2}""")})
public record TripletMargin(
    @Option(
        value = "margin between the distances to the negative and to the positive",
        within = "[0, inf)") double margin,
    @Option(value = "order of the norm", within = "[1, inf)") double p,
    @Option(value = "added to every component of a difference", within = "[0, inf)") double eps,
    @Option("uses the distance from the positive to the negative if it is smaller than that from the anchor") boolean swap)
        implements TripletLoss {

    public TripletMargin {
        OptionSpec.check(TripletMargin.class, "margin", margin);
        OptionSpec.check(TripletMargin.class, "p", p);
        OptionSpec.check(TripletMargin.class, "eps", eps);
    }

    public TripletMargin() {
        this(1, 2, 1e-6, false);
    }

    @Override
    public double evaluate(Row row) {
        Distance near = distance(row, ANCHOR, POSITIVE);
        Distance far = distance(row, ANCHOR, NEGATIVE);
        Distance swapped = swap ? distance(row, POSITIVE, NEGATIVE) : far;
        double share = shareOfFirst(far.length(), swapped.length());
        ScaledDoubleDouble farther = share == 0 ? swapped.length() : far.length();
        ScaledDoubleDouble z = near.length().minus(farther).plus(ScaledDoubleDouble.of(margin));
        if (Double.isNaN(z.sign())) {
            return row.undefined();
        }
        boolean active = z.sign() >= 0;
        for (int k = 0; k < row.length(); k++) {
            DoubleDouble toPositive = active ? near.gradient(k) : DoubleDouble.ZERO;
            DoubleDouble toNegative = active ? far.gradient(k).times(share) : DoubleDouble.ZERO;
            DoubleDouble swappedToNegative = active ? swapped.gradient(k).times(1 - share) : DoubleDouble.ZERO;
            TripletLoss.write(row, k, toPositive.minus(toNegative), toPositive.plus(swappedToNegative).negated(),
                    toNegative.plus(swappedToNegative));
        }
        return active ? z.value() : 0;
    }

    private Distance distance(Row row, int from, int to) {
        return new Distance(row.elements(from), row.elements(to), row.length(), p, eps);
    }

    /** The fraction of the gradient that goes to the first of two distances, of which the smaller is used. */
    private double shareOfFirst(ScaledDoubleDouble first, ScaledDoubleDouble second) {
        double difference = swap ? first.minus(second).sign() : -1;
        return difference < 0 ? 1 : difference > 0 ? 0 : 0.5;
    }
}
