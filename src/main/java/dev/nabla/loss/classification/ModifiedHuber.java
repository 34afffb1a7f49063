package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;

/** A squared hinge that is linear for badly misclassified scores. */
@Definition(
    aliases = "smooth_squared_hinge",
    summary = "Squared hinge that becomes linear for z < -1, which limits the influence of outliers.",
    formula = "\\begin{cases} 0 & z \\ge 1 \\\\ (1 - z)^2 & -1 \\le z < 1 \\\\ -4 z & z < -1 \\end{cases}, \\quad z = t x",
    gradient = "\\begin{cases} 0 & z \\ge 1 \\\\ -2 t (1 - z) & -1 \\le z < 1 \\\\ -4 t & z < -1 \\end{cases}",
    hessian = "\\begin{cases} 2 & -1 \\le z < 1 \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {"The Hessian is discontinuous at z = 1, where its value is 0, and at z = -1, where it is 2.",
            "At z = -Infinity the loss is Infinity and the gradient -4t."},
    references = {
            "Zhang (2004), Solving Large Scale Linear Prediction Problems Using Stochastic Gradient Descent Algorithms, https://doi.org/10.1145/1015330.1015332",
            "scikit-learn SGDClassifier modified_huber"},
    examples = {
            @Example(name = "Four scores", body = """
                {"predictions": [0.5, 2.0, -3.0, 0.0], "targets": [1, -1, 1, -1]}""")})
public record ModifiedHuber() implements MarginLoss {

    @Override
    public double value(double margin) {
        if (margin < -1) {
            return -4 * margin;
        }
        return margin < 1 ? DoubleDouble.difference(1, margin).squared().value() : 0;
    }

    @Override
    public double derivative(double margin) {
        if (margin < -1) {
            return -4;
        }
        return margin < 1 ? -2 * (1 - margin) : 0;
    }

    @Override
    public double curvature(double margin) {
        return margin >= -1 && margin < 1 ? 2 : 0;
    }
}
