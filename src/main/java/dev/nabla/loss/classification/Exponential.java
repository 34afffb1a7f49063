package dev.nabla.loss.classification;

import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;

/** The loss that AdaBoost minimizes. */
@Definition(
    aliases = {"exponential_loss", "adaboost"},
    summary = "Exponential of the negative margin: the loss that AdaBoost minimizes, sensitive to outliers.",
    formula = "e^{-t x}",
    gradient = "-t\\,e^{-t x}",
    hessian = "e^{-t x}",
    edges = {"Overflows to Infinity where t x < -709.78.",
            "scikit-learn's form for targets 0 and 1 is the same loss, since 0 is treated as -1."},
    references = {
            "Freund & Schapire (1997), A Decision-Theoretic Generalization of On-Line Learning and an Application to Boosting, https://doi.org/10.1006/jcss.1997.1504",
            "scikit-learn ExponentialLoss"},
    examples = {
            @Example(name = "Four scores", body = """
                {"predictions": [0.5, 2.0, -3.0, 0.0], "targets": [1, -1, 1, -1]}""")})
public record Exponential() implements MarginLoss {

    @Override
    public double value(double margin) {
        return Elementary.exp(-margin);
    }

    @Override
    public double derivative(double margin) {
        return -Elementary.exp(-margin);
    }

    @Override
    public double curvature(double margin) {
        return Elementary.exp(-margin);
    }
}
