package dev.nabla.expression.objective;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Tensor;
import java.util.Map;

/** Lengths of gradients and angles between them; inputs together make one vector. */
public final class GradientVectors {

    /** Scalar operations for an element of a product. */
    static final int OPERATIONS = 10;

    private GradientVectors() {}

    /** The Euclidean norm of gradients; infinite if it overflows. */
    public static double norm(Map<String, Tensor> gradients) {
        return dot(gradients, gradients).squareRoot().value();
    }

    /**
     * The cosine of the angle between the gradients of two terms, from −1, where each undoes what the other does, to 1. An input
     * without a gradient in one of them counts as 0. NaN if one is 0.
     */
    public static double cosine(Map<String, Tensor> a, Map<String, Tensor> b) {
        ScaledDoubleDouble norms = dot(a, a).squareRoot().times(dot(b, b).squareRoot());
        return norms.isZero() ? Double.NaN : Math.clamp(dot(a, b).dividedBy(norms).value(), -1, 1);
    }

    private static ScaledDoubleDouble dot(Map<String, Tensor> a, Map<String, Tensor> b) {
        CompensatedSum sum = new CompensatedSum();
        a.forEach((name, first) -> {
            Tensor second = b.get(name);
            if (second != null) {
                Deadline.check();
                for (int i = 0; i < first.shape().elements(); i++) {
                    sum.addProduct(first.get(i), second.get(i));
                }
            }
        });
        return sum.scaledTotal();
    }
}
