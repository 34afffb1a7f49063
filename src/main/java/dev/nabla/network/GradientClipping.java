package dev.nabla.network;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.ScaledDoubleDouble;
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
     * @return the norm before clipping; infinite if it overflows
     */
    public static double byNorm(Collection<double[]> gradients, double limit) {
        ScaledDoubleDouble norm = norm(gradients);
        ScaledDoubleDouble divisor = norm.plus(ScaledDoubleDouble.of(EPS));
        ScaledDoubleDouble bound = ScaledDoubleDouble.of(limit);
        if (bound.minus(divisor).sign() < 0) {
            ScaledDoubleDouble factor = bound.dividedBy(divisor);
            for (double[] gradient : gradients) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] = factor.times(gradient[i]).value();
                }
            }
        }
        return norm.value();
    }

    /** The Euclidean norm of all elements. Their squares are scaled, so that they neither overflow nor underflow. */
    private static ScaledDoubleDouble norm(Collection<double[]> gradients) {
        double largest = 0;
        for (double[] gradient : gradients) {
            for (double element : gradient) {
                largest = Math.max(largest, Math.abs(element));
            }
        }
        int exponent = ScaledDoubleDouble.of(largest).exponent();
        CompensatedSum sum = new CompensatedSum();
        for (double[] gradient : gradients) {
            for (double element : gradient) {
                double scaled = Math.scalb(element, -exponent);
                sum.addProduct(scaled, scaled);
            }
        }
        return ScaledDoubleDouble.of(sum.total()).squareRoot().times(ScaledDoubleDouble.power(exponent));
    }
}
