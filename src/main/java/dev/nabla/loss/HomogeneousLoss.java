package dev.nabla.loss;

import dev.nabla.kernel.ErrorFree;

/**
 * A residual loss that is homogeneous: with a residual and scales k times as large, it is k<sup>degree</sup> times as large.
 * Where a prediction and its target are finite but so far apart that their difference is beyond float64, the loss is that of
 * half the residual, at half the scale.
 */
public interface HomogeneousLoss extends ResidualLoss {

    /** This loss with its scales halved. */
    ResidualLoss halved();

    /** The degree of homogeneity. */
    int degree();

    /** Half of a scale, which is never 0. */
    static double half(double scale) {
        return Math.max(0.5 * scale, Double.MIN_VALUE);
    }

    @Override
    default double value(double[] inputs) {
        return ResidualLoss.isBeyondRange(inputs)
                ? Math.scalb(halved().value(halfResidual(inputs), halfTail(inputs)), degree())
                : ResidualLoss.super.value(inputs);
    }

    @Override
    default void gradient(double[] inputs, double[] gradient) {
        if (ResidualLoss.isBeyondRange(inputs)) {
            gradient[0] = Math.scalb(halved().gradient(halfResidual(inputs), halfTail(inputs)), degree() - 1);
            gradient[1] = 0.0 - gradient[0];
        } else {
            ResidualLoss.super.gradient(inputs, gradient);
        }
    }

    @Override
    default void hessian(double[] inputs, double[] hessian) {
        if (ResidualLoss.isBeyondRange(inputs)) {
            hessian[0] = Math.scalb(halved().hessian(halfResidual(inputs), halfTail(inputs)), degree() - 2);
            hessian[1] = hessian[0];
        } else {
            ResidualLoss.super.hessian(inputs, hessian);
        }
    }

    private static double halfResidual(double[] inputs) {
        return 0.5 * inputs[0] - 0.5 * inputs[1];
    }

    private static double halfTail(double[] inputs) {
        return ErrorFree.differenceError(0.5 * inputs[0], 0.5 * inputs[1], halfResidual(inputs));
    }
}
