package dev.nabla.loss.classification;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;

/** The hinge loss without a margin. */
@Definition(
    aliases = "perceptron_loss(reduction=none)",
    summary = "Perceptron loss: the distance of a score from 0 on the wrong side, a hinge without a margin.",
    formula = "\\max(0,\\ -t x)",
    gradient = "\\begin{cases} -t & t x \\le 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
    hessian = "0",
    edges = {"At x = 0 the loss is 0 and the gradient is -t.",
            "At t x = -Infinity the loss is Infinity and the gradient -t."},
    references = {"Rosenblatt (1958), The Perceptron, https://doi.org/10.1037/h0042519", "Optax perceptron_loss",
            "scikit-learn SGDClassifier perceptron"},
    examples = {
            @Example(name = "Four scores", body = """
                {"predictions": [0.5, 2.0, -3.0, 0.25], "targets": [1, -1, 1, -1]}"""),
            @Example(name = "At the kink", body = """
                {"predictions": [0.0], "targets": [1]}""")})
public record Perceptron() implements MarginLoss {

    @Override
    public double value(double margin) {
        return Math.max(0, -margin);
    }

    @Override
    public double derivative(double margin) {
        return margin <= 0 ? -1 : 0;
    }

    @Override
    public double curvature(double margin) {
        return 0;
    }
}
