package dev.nabla.evaluation;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Tensor;
import java.util.Map;

/**
 * The result of a {@link Task}.
 *
 * @param loss the reduced loss, or the unreduced tensor
 * @param gradients the gradient with respect to each requested input, by name, in that input's shape
 * @param hessianDiagonals the Hessian diagonals likewise; empty if not requested
 * @param unrounded the reduced loss before it is rounded; 0 if it is not reduced
 * @param scale what derivatives are still to be multiplied by: 1 unless that was deferred
 */
public record Evaluation(
    Tensor loss,
    Map<String, Tensor> gradients,
    Map<String, Tensor> hessianDiagonals,
    ScaledDoubleDouble unrounded,
    ScaledDoubleDouble scale) {

    /** A result with nothing left to do. */
    public Evaluation(Tensor loss, Map<String, Tensor> gradients, Map<String, Tensor> hessianDiagonals) {
        this(loss, gradients, hessianDiagonals, ScaledDoubleDouble.ZERO, ScaledDoubleDouble.ONE);
    }
}
