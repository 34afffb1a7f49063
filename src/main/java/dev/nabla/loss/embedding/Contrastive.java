package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.ShapeRules;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The squared distance of similar vectors, and a squared hinge on that of dissimilar ones. */
@Definition(
    aliases = {"siamese"},
    summary = "Contrastive loss: half the squared distance of two similar vectors (target 1), and a squared hinge that requires dissimilar ones (target 0) to be a margin apart.",
    formula = "\\tfrac12 \\bigl( t\\,d^2 + (1 - t) \\max(0, \\text{margin} - d)^2 \\bigr), \\quad d = \\lVert a - b \\rVert",
    gradient = "\\partial_a = t\\,(a - b) - (1 - t) \\max(0, \\text{margin} - d)\\,\\frac{a - b}{d}, \\quad \\partial_b = -\\partial_a",
    edges = {"Dissimilar vectors that are equal have gradient 0: no direction leads them apart.",
            "Dissimilar vectors exactly a margin apart have loss and gradient 0.",
            "Hadsell et al. write Y = 0 for similar vectors; here a target of 1 is similar.",
            "Sentence-Transformers' ContrastiveLoss has the same formula, with the cosine distance by default."},
    references = {
            "Hadsell et al. (2006), Dimensionality Reduction by Learning an Invariant Mapping, https://doi.org/10.1109/CVPR.2006.100"},
    examples = {@Example(name = "A similar pair and a dissimilar one", body = """
                {"input1": [[0.5, -1.0], [1.0, 0.75]], "input2": [[0.25, -0.5], [0.5, 0.5]], "targets": [1, 0]}"""),
            @Example(name = "A larger margin, one loss per pair", body = """
                        {"input1": [[0.5, -1.0], [1.0, 0.75]], "input2": [[0.25, -0.5], [0.5, 0.5]], "targets": [0, 0],
                         "margin": 2, "reduction": "none"}""")})
public record Contrastive(
    @Option(value = "distance that dissimilar vectors should have", within = "[0, inf)") double margin)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("input1", "first vectors, features along the last axis").differentiable(),
            Input.numbers("input2", "second vectors").differentiable(),
            Input.numbers("targets", "1 for similar vectors, 0 for dissimilar ones").within("0 or 1")
                    .shaped(ShapeRules.PER_ROW));

    public Contrastive {
        OptionSpec.check(Contrastive.class, "margin", margin);
    }

    public Contrastive() {
        this(1);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public boolean classAxisIsLast() {
        return true;
    }

    @Override
    public double evaluate(Row row) {
        Distance distance = new Distance(row.elements(0), row.elements(1), row.length(), 2, 0);
        ScaledDoubleDouble length = distance.length();
        if (Double.isNaN(length.sign())) {
            return row.undefined();
        }
        return row.element(2) == 1 ? similar(row, length) : dissimilar(row, distance, length);
    }

    private static double similar(Row row, ScaledDoubleDouble length) {
        for (int k = 0; k < row.length(); k++) {
            write(row, k, DoubleDouble.difference(row.elements(0)[k], row.elements(1)[k]).value());
        }
        return length.squared().shifted(-1).value();
    }

    private double dissimilar(Row row, Distance distance, ScaledDoubleDouble length) {
        ScaledDoubleDouble lack = ScaledDoubleDouble.of(margin).minus(length);
        if (!(lack.sign() > 0)) {
            return row.zero();
        }
        for (int k = 0; k < row.length(); k++) {
            ScaledDoubleDouble component = distance.component(k);
            write(row, k, component.isZero() ? 0 : component.times(lack).dividedBy(length).negated().value());
        }
        return lack.squared().shifted(-1).value();
    }

    private static void write(Row row, int k, double slope) {
        double[] first = row.gradient(0);
        if (first != null) {
            first[k] = 0.0 + slope;
        }
        double[] second = row.gradient(1);
        if (second != null) {
            second[k] = 0.0 - slope;
        }
    }
}
