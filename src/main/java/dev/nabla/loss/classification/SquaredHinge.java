package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The square of the hinge loss. */
@Definition(
    aliases = "l2_svm",
    summary = "Square of the hinge loss: differentiable at the margin, and steeper far from it.",
    formula = "\\max(0,\\ m - t x)^2, \\quad m = \\text{margin}",
    gradient = "-2 t \\max(0,\\ m - t x)",
    hessian = "\\begin{cases} 2 & t x < m \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {"At t x = margin, loss, gradient and Hessian are 0.",
            "At t x = -Infinity the loss is Infinity and the gradient is -t times Infinity."},
    references = {"Keras SquaredHinge", "scikit-learn SGDClassifier squared_hinge"},
    examples = {
            @Example(name = "Four scores", body = """
                {"predictions": [0.5, 2.0, -3.0, 0.0], "targets": [1, -1, 1, -1]}"""),
            @Example(
                name = "A wider margin, summed",
                body = """
                        {"predictions": [0.5, 2.0, -3.0, 0.0], "targets": [1, -1, 1, -1], "margin": 2, "reduction": "sum"}""")})
public record SquaredHinge(
    @Option(value = "margin that a score must reach on its target's side", within = "[0, inf)") double margin)
        implements MarginLoss {

    public SquaredHinge {
        OptionSpec.check(SquaredHinge.class, "margin", margin);
    }

    public SquaredHinge() {
        this(1);
    }

    @Override
    public double value(double z) {
        return DoubleDouble.difference(margin, Math.min(z, margin)).squared().value();
    }

    @Override
    public double derivative(double z) {
        return -2 * Math.max(0, margin - z);
    }

    @Override
    public double curvature(double z) {
        return z < margin ? 2 : 0;
    }
}
