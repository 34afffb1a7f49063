package dev.nabla.loss.regression;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ResidualLoss;

/** The absolute error. */
@Definition(
    aliases = {"mae", "mean_absolute_error", "absolute_error"},
    summary = "The absolute error between prediction and target; every error has a gradient of the same size, so outliers do not dominate.",
    formula = "|d|, \\quad d = x - t",
    gradient = "\\operatorname{sign}(d)",
    hessian = "0",
    edges = {"The gradient is 0 at d = 0, where the loss has a kink.",
            "At d = ±Infinity the loss is Infinity and the gradient ±1.",
            "The true Hessian is 0. Boosting libraries take 1 for this objective, and so does \"hessian\": \"constant\"."},
    references = {"PyTorch L1Loss", "Keras MeanAbsoluteError", "scikit-learn AbsoluteError"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(
                name = "One loss per element",
                body = """
                        {"predictions": [[0.5, -1.5], [3.0, 0.0]], "targets": [[0.0, 0.25], [1.0, 0.0]], "reduction": "none"}""")})
public record L1() implements ResidualLoss {

    @Override
    public double value(double residual, double tail) {
        return Math.abs(residual);
    }

    @Override
    public double gradient(double residual, double tail) {
        return Math.signum(residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        return 0;
    }
}
