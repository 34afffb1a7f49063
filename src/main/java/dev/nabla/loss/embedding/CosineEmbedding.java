package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.ShapeRules;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The cosine distance of similar vectors, and a hinge on the cosine of dissimilar ones. */
@Definition(
    aliases = {"cosine_embedding_loss"},
    summary = "Cosine distance of two similar vectors (target 1), and a hinge that requires the cosine of dissimilar ones (target -1) to be at most a margin.",
    formula = "\\begin{cases} 1 - c & y = 1 \\\\ \\max(0,\\ c - \\text{margin}) & y = -1 \\end{cases}, \\quad c = \\frac{a \\cdot b}{\\sqrt{A B}}, \\quad A = \\lVert a \\rVert^2 + 10^{-12}, \\; B = \\lVert b \\rVert^2 + 10^{-12}",
    gradient = "\\begin{cases} -\\partial c & y = 1 \\\\ [c \\ge \\text{margin}]\\,\\partial c & y = -1 \\end{cases}, \\quad \\partial_a c = \\frac{b}{\\sqrt{A B}} - c\\,\\frac{a}{A}; \\quad \\text{that of } b \\text{ by exchange}",
    edges = {"At c = margin a dissimilar pair is active.", "A zero vector has cosine 0.",
            "A row with an infinite component is NaN.",
            "Targets other than 1 and -1 are rejected; PyTorch answers 0 for them."},
    references = {"PyTorch CosineEmbeddingLoss"},
    examples = {@Example(name = "A similar pair and a dissimilar one", body = """
                {"input1": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]], "input2": [[0.25, -0.5, 1.0], [-1.0, 0.5, 2.0]],
                 "targets": [1, -1]}"""),
            @Example(name = "A margin, summed", body = """
                        {"input1": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]], "input2": [[1.0, 0.0, 0.5], [0.5, 0.5, -0.25]],
                         "targets": [1, -1], "margin": 0.25, "reduction": "sum"}""")})
public record CosineEmbedding(
    @Option(value = "cosine that dissimilar vectors may have", within = "[-1, 1]") double margin)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("input1", "first vectors, features along the last axis").differentiable(),
            Input.numbers("input2", "second vectors").differentiable(),
            Input.numbers("targets", "1 for similar vectors, -1 for dissimilar ones").within("-1 or 1")
                    .shaped(ShapeRules.PER_ROW));

    /** Added to squared norms, as in PyTorch. */
    private static final double EPS = 1e-12;

    public CosineEmbedding {
        OptionSpec.check(CosineEmbedding.class, "margin", margin);
    }

    public CosineEmbedding() {
        this(0);
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
        Cosine cosine = Cosine.padded(row.elements(0), row.elements(1), row.length(), EPS);
        if (!cosine.isDefined()) {
            return row.undefined();
        }
        boolean isSimilar = row.element(2) > 0;
        DoubleDouble loss = isSimilar ? cosine.complement() : excess(cosine);
        if (loss.sign() < 0) {
            return row.zero();
        }
        double side = isSimilar ? -1 : 1;
        double[] first = row.gradient(0);
        for (int k = 0; first != null && k < row.length(); k++) {
            first[k] = 0.0 + side * cosine.gradientA(k).value();
        }
        double[] second = row.gradient(1);
        for (int k = 0; second != null && k < row.length(); k++) {
            second[k] = 0.0 + side * cosine.gradientB(k).value();
        }
        return loss.value();
    }

    /** The cosine less the margin, from their differences from 1 if they may be close to that. */
    private DoubleDouble excess(Cosine cosine) {
        return margin > 0.5
                ? DoubleDouble.difference(1, margin).minus(cosine.complement())
                : cosine.value().minus(margin);
    }
}
