package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.StableSoftmax;

/** What boosting libraries take for the second derivatives of a softmax cross-entropy. */
public enum SoftmaxHessian {
    /** The true ones times a factor. */
    SCALED {
        @Override
        DoubleDouble of(StableSoftmax softmax, int index, int target, double factor) {
            return softmax.probability(index).times(softmax.complement(index)).times(factor);
        }
    },
    /** The absolute values of the gradient. */
    ABSOLUTE_RESIDUAL {
        @Override
        DoubleDouble of(StableSoftmax softmax, int index, int target, double factor) {
            return index == target ? softmax.complement(index) : softmax.probability(index);
        }
    };

    static final String MEANING = "scaled: hessian_factor p(1 - p); absolute_residual: |p - y|, the absolute gradient, as in newer versions of XGBoost";

    /** The second derivative with respect to a margin. */
    abstract DoubleDouble of(StableSoftmax softmax, int index, int target, double factor);
}
