package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ResidualLoss;

/** Half the squared error. */
@Definition(
    aliases = {"l2_loss(reduction=none)", "half_mse", "reg_squarederror(reduction=sum)",
            "regression_l2(reduction=sum)"},
    summary = "Half the squared error between prediction and target; the gradient is the error itself.",
    formula = "d^2/2, \\quad d = x - t",
    gradient = "d",
    hessian = "1",
    edges = {"If d² overflows, the loss is Infinity; the gradient stays finite.",
            "mse is the same loss without the factor 1/2."},
    references = {"scikit-learn HalfSquaredError", "Optax l2_loss", "XGBoost reg:squarederror", "LightGBM regression"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(
                name = "For boosting: summed, with gradient and Hessian of each row",
                body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "reduction": "sum", "hessian": "diagonal"}""")})
public record HalfSquaredError() implements ResidualLoss {

    @Override
    public double value(double residual, double tail) {
        DoubleDouble d = new DoubleDouble(residual, tail);
        return d.half().times(d).value();
    }

    @Override
    public double gradient(double residual, double tail) {
        return residual;
    }

    @Override
    public double hessian(double residual, double tail) {
        return 1;
    }
}
