package dev.nabla.network;

import dev.nabla.kernel.CompensatedSum;
import java.util.Collection;

/** Gradient clipping. */
public final class GradientClipping {

    /** What PyTorch adds to the norm before it divides by it. */
    private static final double EPS = 1e-6;

    private GradientClipping() {}

    /** Clamps every element to [−{@code limit}, {@code limit}], as PyTorch's {@code clip_grad_value_}. */
    public static void byValue(Collection<double[]> gradients, double limit) {
        for (double[] gradient : gradients) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = Double.isNaN(gradient[i]) ? gradient[i] : Math.clamp(gradient[i], -limit, limit);
            }
        }
    }

    /**
     * Scales all gradients so that their common Euclidean norm is at most {@code limit}, as PyTorch's
     * {@code clip_grad_norm_}: by limit/(norm + 10⁻⁶) where that is below 1.
     *
     * @return the norm before clipping
     */
    public static double byNorm(Collection<double[]> gradients, double limit) {
        double norm = norm(gradients);
        double factor = Math.min(1, limit / (norm + EPS));
        if (factor < 1 || Double.isNaN(factor)) {
            for (double[] gradient : gradients) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= factor;
                }
            }
        }
        return norm;
    }

    /** The Euclidean norm of all elements, scaled by the largest so that squares neither overflow nor underflow. */
    private static double norm(Collection<double[]> gradients) {
        double largest = 0;
        for (double[] gradient : gradients) {
            for (double element : gradient) {
                largest = Math.max(largest, Math.abs(element));
            }
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        CompensatedSum sum = new CompensatedSum();
        for (double[] gradient : gradients) {
            for (double element : gradient) {
                sum.addProduct(element / largest, element / largest);
            }
        }
        return Math.sqrt(sum.value()) * largest;
    }
}
