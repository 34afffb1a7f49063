package dev.nabla.loss.embedding;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The negative cosine of predicted and target vectors. */
@Definition(
    aliases = {"negative_cosine", "cosine_proximity"},
    summary = "Negative cosine similarity of predicted and target vectors: -1 for the same direction, 1 for opposite ones.",
    formula = "-c, \\quad c = \\frac{x \\cdot t}{A B}, \\quad A = \\max(\\lVert x \\rVert, \\text{eps}), \\; B = \\max(\\lVert t \\rVert, \\text{eps})",
    gradient = "-\\frac{1}{A} \\Bigl( \\frac{t}{B} - c\\,[\\lVert x \\rVert \\ge \\text{eps}]\\,\\frac{x}{A} \\Bigr); \\quad \\text{that of } t \\text{ by exchange}",
    edges = {"A zero vector has cosine 0 and a large gradient, -t / (eps B).",
            "A row with an infinite component is NaN."},
    references = {"Keras CosineSimilarity",
            "Chen and He (2021), Exploring Simple Siamese Representation Learning, https://arxiv.org/abs/2011.10566"},
    examples = {
            @Example(
                name = "Two vectors",
                body = """
                {"predictions": [[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]], "targets": [[0.25, -0.5, 1.0], [-1.0, 0.5, 2.0]]}"""),
            @Example(name = "A large floor of the norms, one loss per vector", body = """
                        {"predictions": [[0.5, -1.0], [0.01, 0.0]], "targets": [[0.25, -0.5], [1.0, 2.0]], "eps": 0.1,
                         "reduction": "none"}""")})
public record CosineSimilarity(
    @Option(value = "least norm that a vector is divided by", within = "(0, inf)") double eps) implements CosineLoss {

    public CosineSimilarity {
        OptionSpec.check(CosineSimilarity.class, "eps", eps);
    }

    public CosineSimilarity() {
        this(1e-8);
    }

    @Override
    public double value(Cosine cosine) {
        return 0.0 - cosine.value().value();
    }
}
