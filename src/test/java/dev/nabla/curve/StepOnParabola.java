package dev.nabla.curve;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** {@code x² + height · max(0, x)}: its gradient goes from −2·|x| to 2·|x| with a step at 0. */
record StepOnParabola(double height) implements ElementwiseLoss {

    @Override
    public List<Input> inputs() {
        return List.of(ProbeLoss.prediction().differentiable(), ProbeLoss.target("(-inf, inf)"));
    }

    @Override
    public double value(double[] inputs) {
        double x = inputs[0];
        return x * x + height * Math.max(0, x);
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double x = inputs[0];
        gradient[0] = 2 * x + (x > 0 ? height : 0);
    }
}
