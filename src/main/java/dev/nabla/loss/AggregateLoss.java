package dev.nabla.loss;

import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * A loss whose value is a single number, computed from the whole batch with its sample weights and divisor. Weights
 * have the axes of its mask.
 */
public non-sealed interface AggregateLoss extends BatchLoss {

    /** The axes of mask and sample weights: by default those of the first input. */
    @Override
    default AxisNames valueAxes() {
        return inputs().getFirst().shape().axes().orElse(AxisNames.ANY);
    }

    /** Computes the loss of a batch; the result then computes its derivatives. */
    Pass forward(WeightedBatch batch);

    /** A batch with sample weights. */
    interface WeightedBatch extends Batch {

        /** The sample weight of an element of the mask; 1 if none were sent. */
        double weight(int index);

        /** Whether the divisor is the sum of the weights. */
        boolean isWeightedMean();

        /**
         * The divisor of the sum over the batch: the number of unmasked elements, or the sum of their weights.
         */
        ScaledDoubleDouble divisor();
    }

    /** The result of a forward pass. Derivatives are computed by several threads, so they must not share mutable state. */
    interface Pass {

        /** The loss. */
        double loss();

        /** The number of parts in which the derivatives with respect to an input can be computed, each with its own elements. */
        default int parts(int input) {
            return 1;
        }

        /**
         * Computes the gradient with respect to an input, times an upstream gradient, for a range of parts. The array is
         * initially zero.
         */
        void gradient(int input, int from, int to, double upstream, double[] gradient);

        /**
         * Computes the gradient with respect to the sample weights, times an upstream gradient. The array is initially zero. Only
         * called for losses that take them.
         */
        default void weightGradient(double upstream, double[] gradient) {
            throw new UnsupportedOperationException("this loss takes no sample weights");
        }

        /** As {@link #gradient}, for the Hessian diagonal. Only called for inputs that have one. */
        default void hessian(int input, int from, int to, double upstream, double[] hessian) {
            throw new UnsupportedOperationException("no input has a Hessian");
        }
    }
}
