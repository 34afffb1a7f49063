package dev.nabla.loss.classification;

import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSigmoid;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;

/** Logistic regression in terms of the margin. */
@Definition(
    aliases = {"logistic_margin", "binary_logistic_margin"},
    summary = "Logistic loss of a score against a target of -1 or 1: a hinge without a corner.",
    formula = "\\log(1 + e^{-z}), \\quad z = t x",
    gradient = "-t\\,\\sigma(-z)",
    hessian = "\\sigma(x)\\,\\sigma(-x)",
    edges = {
            "It does not overflow for any finite x; PyTorch answers Infinity, and NaN for the gradient, where z is below -709.",
            "z = Infinity has loss 0 and gradient 0; z = -Infinity has loss Infinity and gradient -t."},
    references = {"PyTorch SoftMarginLoss"},
    examples = {
            @Example(name = "Four scores", body = """
                {"predictions": [0.5, 2.0, -3.0, 0.0], "targets": [1, -1, 1, -1]}"""),
            @Example(name = "Scores far from zero, one loss each", body = """
                {"predictions": [-800.0, 800.0], "targets": [1, 1], "reduction": "none"}""")})
public record SoftMargin() implements MarginLoss {

    @Override
    public double value(double margin) {
        return Elementary.softplus(-margin);
    }

    @Override
    public double slope(double margin) {
        return -Elementary.sigmoid(-margin);
    }

    @Override
    public double curvature(double margin) {
        return StableSigmoid.derivative(margin).value();
    }
}
