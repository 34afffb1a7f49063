package dev.nabla.curve;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** A loss with the inputs that a test needs; its value is the first. */
record ProbeLoss(List<Input> inputs) implements ElementwiseLoss {

    static ProbeLoss of(Input variable) {
        return of(variable, target("(-inf, inf)"));
    }

    static ProbeLoss of(Input variable, Input fixed) {
        return new ProbeLoss(List.of(variable.differentiable(), fixed));
    }

    static Input prediction() {
        return Input.numbers("predictions", "any number");
    }

    static Input target(String domain) {
        return Input.numbers("targets", "any number").within(domain);
    }

    @Override
    public double value(double[] inputs) {
        return inputs[0];
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = 1;
    }
}
