package dev.nabla.loss.segmentation;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import java.util.List;

/** Probabilities weighted by their signed distance to the true boundary. */
@Definition(
    aliases = "surface_loss",
    summary = "Boundary loss: each probability times the signed distance of its pixel to the true boundary, which is negative inside.",
    formula = "x\\,t",
    gradient = "t",
    hessian = "0",
    edges = "A factor of 0 makes the loss 0, even if the other is infinite.",
    references = "Kervadec et al. (2019), Boundary loss for highly unbalanced segmentation",
    examples = @Example(name = "A pixel inside and one outside", body = """
            {"predictions": [0.5, 0.9], "targets": [-1.5, 2.0]}"""))
public record Boundary() implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted probabilities").twiceDifferentiable(),
            Input.numbers("targets", "signed distances to the true boundary, negative inside"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double prediction, double target) {
        return prediction == 0 || target == 0 ? 0 : prediction * target;
    }

    @Override
    public double gradient(double prediction, double target) {
        return target;
    }

    @Override
    public double hessian(double prediction, double target) {
        return 0;
    }
}
