package dev.nabla.loss;

/**
 * An elementwise loss that can be differentiated with respect to its targets too. Few requests ask for that, so these
 * derivatives are computed apart from the others, and only on request.
 *
 * <p>{@code inputs} holds the element of each input and the intermediates, as in {@link ElementwiseLoss}.
 */
public interface TargetDerivatives {

    /** The index of the targets in {@link Loss#inputs()}. */
    int TARGETS = 1;

    /** The first derivative with respect to the target. */
    double targetGradient(double[] inputs);

    /** The second derivative with respect to the target. */
    double targetHessian(double[] inputs);
}
