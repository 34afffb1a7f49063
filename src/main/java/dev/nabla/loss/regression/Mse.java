package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ResidualLoss;

/** The squared error. */
@Definition(
    aliases = {"mean_squared_error", "brier_binary"},
    summary = "The squared error between prediction and target.",
    formula = "d^2, \\quad d = x - t",
    gradient = "2d",
    hessian = "2",
    edges = {"If d² overflows, the loss is Infinity; the gradient stays finite.",
            "PyTorch, Keras and Optax's squared_error also use d²; for d²/2 use half_squared_error."},
    references = {"PyTorch MSELoss", "Keras MeanSquaredError", "Optax squared_error"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "Weights and a mask", body = """
                        {"predictions": [[1.0, 2.0], [3.0, "NaN"]], "targets": [[0.0, 2.5], [3.0, 1.0]],
                         "sample_weight": [[1.0, 2.0], [0.5, 1.0]], "mask": [[true, true], [true, false]]}"""),
            @Example(
                name = "An upstream gradient, and the Hessian diagonal",
                body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "grad_output": 2.5, "hessian": "diagonal"}""")})
public record Mse() implements ResidualLoss {

    @Override
    public double value(double residual, double tail) {
        return new DoubleDouble(residual, tail).squared().value();
    }

    @Override
    public double gradient(double residual, double tail) {
        return 2 * residual;
    }

    @Override
    public double hessian(double residual, double tail) {
        return 2;
    }
}
