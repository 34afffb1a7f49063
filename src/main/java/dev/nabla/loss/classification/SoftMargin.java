package dev.nabla.loss.classification;

import dev.nabla.kernel.StableSigmoid;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import java.util.List;

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
public record SoftMargin() implements ElementwiseLoss {

    private static final List<Intermediate> INTERMEDIATES = List.of(
            Intermediate.softplus((inputs, i) -> -MarginLoss.margin(inputs[0][i], inputs[1][i])),
            Intermediate.sigmoid((inputs, i) -> -MarginLoss.margin(inputs[0][i], inputs[1][i])));

    private static final int SOFTPLUS = 2;
    private static final int SIGMOID = 3;

    @Override
    public List<Input> inputs() {
        return MarginLoss.INPUTS;
    }

    @Override
    public List<Intermediate> intermediates() {
        return INTERMEDIATES;
    }

    @Override
    public double value(double[] inputs) {
        return inputs[SOFTPLUS];
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = 0.0 - MarginLoss.side(inputs[1]) * inputs[SIGMOID];
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = StableSigmoid.derivative(inputs[0]).value();
    }
}
