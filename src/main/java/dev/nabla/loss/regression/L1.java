package dev.nabla.loss.regression;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ResidualLoss;

/** The distance from prediction to target. */
@Definition(
    aliases = {"mae", "mean_absolute_error", "absolute_error", "reg_absoluteerror", "regression_l1"},
    summary = "The distance between prediction and target: every error pulls equally hard, so outliers do not dominate.",
    formula = "|d|, \\quad d = x - t",
    gradient = "\\operatorname{sign}(d)",
    hessian = "0",
    edges = {"At d = 0, where the slope jumps from -1 to 1, the gradient is 0.",
            "An infinite d has loss Infinity and gradient ±1.",
            "Boosting libraries report hessian 1 for this objective; here it is the true 0."},
    references = {"PyTorch L1Loss", "Keras MeanAbsoluteError", "scikit-learn AbsoluteError"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(
                name = "One value for each element",
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
