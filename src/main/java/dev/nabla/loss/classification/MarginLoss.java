package dev.nabla.loss.classification;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/**
 * A loss of the margin {@code z = t·x} alone, t being -1 or 1: how far the score x is on the side of its target.
 *
 * <p>The margin is exact, being the score or its opposite.
 */
interface MarginLoss extends ElementwiseLoss {

    /** Scores in which the loss is twice differentiable, and their targets. */
    List<Input> INPUTS = List.of(Input.numbers("predictions", "scores").twiceDifferentiable(),
            Input.numbers("targets", "1 or -1; 0 is read as -1").within("-1 or 0 or 1"));

    double value(double margin);

    /** The derivative with respect to the margin. */
    double slope(double margin);

    /** The second derivative with respect to the margin, which is that with respect to the score. */
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
        gradient[0] = 0.0 + side(inputs) * slope(margin(inputs));
    }

    @Override
    default void hessian(double[] inputs, double[] hessian) {
        hessian[0] = curvature(margin(inputs));
    }

    private static double margin(double[] inputs) {
        return side(inputs) * inputs[0];
    }

    /** 1 or -1: a product, where a branch would be guessed wrong for every other target. */
    private static double side(double[] inputs) {
        return Math.copySign(1, inputs[1] - 0.5);
    }
}
