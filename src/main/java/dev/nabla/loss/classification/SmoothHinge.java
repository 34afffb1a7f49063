package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;

/** A hinge smoothed by a quadratic part. */
@Definition(
    aliases = "quadratic_smoothed_hinge",
    summary = "Hinge loss smoothed by a quadratic part between 0 and the margin 1.",
    formula = "\\begin{cases} 1/2 - z & z \\le 0 \\\\ (1 - z)^2 / 2 & 0 < z < 1 \\\\ 0 & z \\ge 1 \\end{cases}, \\quad z = t x",
    gradient = "\\begin{cases} -t & z \\le 0 \\\\ -t (1 - z) & 0 < z < 1 \\\\ 0 & z \\ge 1 \\end{cases}",
    hessian = "\\begin{cases} 1 & 0 < z < 1 \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {"The Hessian is discontinuous at z = 0 and z = 1; its value there is 0.",
            "At z = -Infinity the loss is Infinity and the gradient -t."},
    references = {
            "Rennie & Srebro (2005), Loss Functions for Preference Levels: Regression with Discrete Ordered Labels"},
    examples = {
            @Example(name = "Four scores", body = """
                {"predictions": [0.5, 2.0, -3.0, 0.25], "targets": [1, -1, 1, -1]}""")})
public record SmoothHinge() implements MarginLoss {

    @Override
    public double value(double margin) {
        if (margin <= 0) {
            return 0.5 - margin;
        }
        return margin < 1 ? DoubleDouble.difference(1, margin).squared().half().value() : 0;
    }

    @Override
    public double derivative(double margin) {
        if (margin <= 0) {
            return -1;
        }
        return margin < 1 ? margin - 1 : 0;
    }

    @Override
    public double curvature(double margin) {
        return margin > 0 && margin < 1 ? 1 : 0;
    }
}
