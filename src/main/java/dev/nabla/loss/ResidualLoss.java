package dev.nabla.loss;

import dev.nabla.kernel.ErrorFree;
import java.util.List;

/**
 * An elementwise loss that depends only on the residual {@code prediction - target}. It is differentiable in the
 * targets too, with the opposite sign.
 *
 * <p>The difference of two float64 numbers is in general not exact: {@code residual} is the rounded difference and
 * {@code tail} the rounding error, so that {@code residual + tail} is exact. If the residual is not finite, the tail is
 * 0.
 */
public interface ResidualLoss extends ElementwiseLoss {

    /** A prediction and a target, with respect to both of which the loss is twice differentiable. */
    List<Input> INPUTS = List.of(Input.numbers("predictions", "model outputs").twiceDifferentiable(),
            Input.numbers("targets", "ground truth").twiceDifferentiable());

    /** Whether a loss is one of the residual, though it may compute it by itself. */
    static boolean isOfResidual(Loss loss) {
        return loss.inputs().equals(INPUTS);
    }

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
        gradient[1] = 0.0 - gradient[0];
    }

    @Override
    default void hessian(double[] inputs, double[] hessian) {
        double residual = inputs[0] - inputs[1];
        hessian[0] = hessian(residual, tail(inputs, residual));
        hessian[1] = hessian[0];
    }

    /** Whether the residual of finite numbers is beyond float64. */
    static boolean isBeyondRange(double[] inputs) {
        return Double.isInfinite(inputs[0] - inputs[1]) && Double.isFinite(inputs[0]) && Double.isFinite(inputs[1]);
    }

    private static double tail(double[] inputs, double residual) {
        return ErrorFree.differenceError(inputs[0], inputs[1], residual);
    }
}
