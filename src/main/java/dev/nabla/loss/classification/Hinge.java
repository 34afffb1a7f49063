package dev.nabla.loss.classification;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The hinge loss of support vector machines. */
@Definition(
    aliases = {"hinge_loss(reduction=none)", "svm"},
    summary = "Hinge loss of support vector machines: the amount by which a score falls short of the margin on its target's side.",
    formula = "\\max(0,\\ m - t x), \\quad m = \\text{margin}",
    gradient = "\\begin{cases} -t & t x \\le m \\\\ 0 & \\text{otherwise} \\end{cases}",
    hessian = "0",
    edges = {"At t x = margin the loss is 0 and the gradient is -t.",
            "At t x = -Infinity the loss is Infinity and the gradient -t."},
    references = {"Cortes & Vapnik (1995), Support-Vector Networks, https://doi.org/10.1007/BF00994018", "Keras Hinge",
            "Optax hinge_loss", "scikit-learn SGDClassifier hinge"},
    examples = {
            @Example(name = "Four scores", body = """
                {"predictions": [0.5, 2.0, -3.0, 0.25], "targets": [1, -1, 1, -1]}"""),
            @Example(
                name = "A narrower margin, targets 0 and 1",
                body = """
                        {"predictions": [0.5, 2.0, -3.0, 0.25], "targets": [1, 0, 1, 0], "margin": 0.5, "reduction": "none"}""")})
public record Hinge(
    @Option(value = "margin that a score must reach on its target's side", within = "[0, inf)") double margin)
        implements MarginLoss {

    public Hinge {
        OptionSpec.check(Hinge.class, "margin", margin);
    }

    public Hinge() {
        this(1);
    }

    @Override
    public double value(double z) {
        return Math.max(0, margin - z);
    }

    @Override
    public double derivative(double z) {
        return z <= margin ? -1 : 0;
    }

    @Override
    public double curvature(double z) {
        return 0;
    }
}
