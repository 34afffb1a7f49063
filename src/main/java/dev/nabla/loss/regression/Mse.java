package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ResidualLoss;

/** The square of the distance from prediction to target. */
@Definition(
    aliases = {"mean_squared_error", "squared_error", "l2", "brier_binary"},
    summary = "The squared distance between prediction and target: an error twice as large costs four times as much.",
    formula = "d^2, \\quad d = x - t",
    gradient = "2d",
    hessian = "2",
    edges = {"Where d² overflows the loss is Infinity and the gradient stays finite.",
            "PyTorch, Keras and Optax's squared_error are d² as here; d²/2 is the loss half_squared_error of other libraries."},
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
