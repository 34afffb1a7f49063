package dev.nabla.loss.embedding;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** One minus the cosine of predicted and target vectors. */
@Definition(
    aliases = {"cosine_loss"},
    summary = "Cosine distance of predicted and target vectors: 0 for the same direction, 2 for opposite ones.",
    formula = "1 - c, \\quad c = \\frac{x \\cdot t}{A B}, \\quad A = \\max(\\lVert x \\rVert, \\text{eps}), \\; B = \\max(\\lVert t \\rVert, \\text{eps})",
    gradient = "-\\frac{1}{A} \\Bigl( \\frac{t}{B} - c\\,[\\lVert x \\rVert \\ge \\text{eps}]\\,\\frac{x}{A} \\Bigr); \\quad \\text{that of } t \\text{ by exchange}",
    edges = {"The distance of nearly parallel vectors keeps full precision, however small it is.",
            "A zero vector has distance 1 and a large gradient, -t / (eps B).",
            "A row with an infinite component is NaN.", "The loss of BYOL is twice this."},
    references = {"Optax cosine_distance", "PyTorch CosineSimilarity, one minus it"},
    examples = {
            @Example(
                name = "Two vectors",
                body = """
                {"predictions": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]], "targets": [[0.25, -0.5, 1.0], [-1.0, 0.5, 2.0]]}"""),
            @Example(name = "Nearly parallel vectors, one distance each", body = """
                        {"predictions": [[0.5, -1.0], [1.0, 1.0001]], "targets": [[0.25, -0.5], [2.0, 2.0]],
                         "reduction": "none"}""")})
public record CosineDistance(
    @Option(value = "least norm that a vector is divided by", within = "(0, inf)") double eps) implements CosineLoss {

    public CosineDistance {
        OptionSpec.check(CosineDistance.class, "eps", eps);
    }

    public CosineDistance() {
        this(1e-8);
    }

    @Override
    public double value(Cosine cosine) {
        return cosine.complement().value();
    }
}
