package dev.nabla.loss.classification;

import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSigmoid;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;

/** The logistic loss in terms of the margin. */
@Definition(
    aliases = {"logistic_margin", "binary_logistic_margin"},
    summary = "Logistic loss between scores and targets of -1 or 1.",
    formula = "\\log(1 + e^{-z}), \\quad z = t x",
    gradient = "-t\\,\\sigma(-z)",
    hessian = "\\sigma(x)\\,\\sigma(-x)",
    edges = {
            "Does not overflow for any finite x; PyTorch returns Infinity, and NaN for the gradient, where z < -709.",
            "At z = Infinity loss and gradient are 0; at z = -Infinity the loss is Infinity and the gradient -t."},
    references = {"PyTorch SoftMarginLoss"},
    examples = {
            @Example(name = "Four scores", body = """
                {"predictions": [0.5, 2.0, -3.0, 0.0], "targets": [1, -1, 1, -1]}"""),
            @Example(name = "Scores far from zero, one loss per score", body = """
                {"predictions": [-800.0, 800.0], "targets": [1, 1], "reduction": "none"}""")})
public record SoftMargin() implements MarginLoss {

    @Override
    public double value(double margin) {
        return Elementary.softplus(-margin);
    }

    @Override
    public double derivative(double margin) {
        return -Elementary.sigmoid(-margin);
    }

    @Override
    public double curvature(double margin) {
        return StableSigmoid.derivative(margin).value();
    }
}
