package dev.nabla.loss.classification;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/**
 * A loss that depends only on the margin {@code z = t·x} of a score x and a target t of -1 or 1.
 *
 * <p>The margin is exact: it is the score or its negation.
 */
interface MarginLoss extends ElementwiseLoss {

    /** Scores, with respect to which the loss is twice differentiable, and their targets. */
    List<Input> INPUTS = List.of(Input.numbers("predictions", "scores").twiceDifferentiable(),
            Input.numbers("targets", "labels: 1 or -1; 0 is treated as -1").within("-1 or 0 or 1"));

    double value(double margin);

    /** The derivative with respect to the margin. */
    double derivative(double margin);

    /** The second derivative with respect to the margin, which equals that with respect to the score. */
    double curvature(double margin);

    @Override
    default List<Input> inputs() {
        return INPUTS;
    }

    @Override
    default double value(double[] inputs) {
        return value(margin(inputs));
    }

    @Override
    default void gradient(double[] inputs, double[] gradient) {
        gradient[0] = 0.0 + side(inputs[1]) * derivative(margin(inputs));
    }

    @Override
    default void hessian(double[] inputs, double[] hessian) {
        hessian[0] = curvature(margin(inputs));
    }

    private static double margin(double[] inputs) {
        return margin(inputs[0], inputs[1]);
    }

    static double margin(double score, double target) {
        return side(target) * score;
    }

    /** 1 or -1, without a branch, which would often be mispredicted. */
    static double side(double target) {
        return Math.copySign(1, target - 0.5);
    }
}
