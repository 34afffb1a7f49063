package dev.nabla.network.layer;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.util.function.Supplier;

/** Sums of products whose partial sums overflow although the total does not: they are computed again from smaller factors. */
final class Overflow {

    /** No sum of products overflows if both factors are multiplied by it; what underflows does not matter beside what overflowed. */
    private static final double SCALE = 0x1p-600;

    private Overflow() {}

    /** A factor that is small enough. */
    static Float64Tensor shrunk(Tensor factor) {
        double[] values = factor.widened().values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= SCALE;
        }
        return new Float64Tensor(factor.shape(), values);
    }

    /** What a product of shrunk factors stands for. */
    static double enlarged(double product) {
        return product / SCALE / SCALE;
    }

    /**
     * Replaces the numbers of a product that are not finite.
     *
     * @param ofShrunk the product of shrunk factors
     */
    static void mend(Tensor product, Supplier<Float64Tensor> ofShrunk) {
        if (!(product instanceof Float64Tensor(_, double[] values)) || product.firstNotFinite() < 0) {
            return;
        }
        double[] scaled = ofShrunk.get().values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                values[i] = enlarged(scaled[i]);
            }
        }
    }
}
