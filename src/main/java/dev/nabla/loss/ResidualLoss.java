package dev.nabla.loss;

import dev.nabla.kernel.ErrorFree;
import java.util.List;

/**
 * An elementwise loss of the residual {@code prediction - target} alone, and so differentiable in the targets too, with
 * the opposite sign.
 *
 * <p>The difference of two float64 numbers is in general not one: {@code residual} is the difference as rounded and
 * {@code tail} what the rounding left, so that {@code residual + tail} is exact. Where the residual is not finite, the
 * tail is 0.
 */
public interface ResidualLoss extends ElementwiseLoss {

    /** A prediction and a target, each of which the loss is twice differentiable in. */
    List<Input> INPUTS = List.of(Input.numbers("predictions", "what the model says").twiceDifferentiable(),
            Input.numbers("targets", "what is true").twiceDifferentiable());

    double value(double residual, double tail);

    /** The derivative with respect to the residual. */
    double gradient(double residual, double tail);

    /** The second derivative with respect to the residual. */
    double hessian(double residual, double tail);

    @Override
    default List<Input> inputs() {
        return INPUTS;
    }

    @Override
    default double value(double[] inputs) {
        double residual = inputs[0] - inputs[1];
        return value(residual, tail(inputs, residual));
    }

    @Override
    default void gradient(double[] inputs, double[] gradient) {
        double residual = inputs[0] - inputs[1];
        gradient[0] = gradient(residual, tail(inputs, residual));
        gradient[1] = -gradient[0];
    }

    @Override
    default void hessian(double[] inputs, double[] hessian) {
        double residual = inputs[0] - inputs[1];
        hessian[0] = hessian(residual, tail(inputs, residual));
        hessian[1] = hessian[0];
    }

    private static double tail(double[] inputs, double residual) {
        return ErrorFree.differenceError(inputs[0], inputs[1], residual);
    }
}
