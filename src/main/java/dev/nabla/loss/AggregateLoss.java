package dev.nabla.loss;

import dev.nabla.kernel.DoubleDouble;

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

    /** Computes the loss of a batch; its derivatives can then be had from what it answers. */
    Pass forward(WeightedBatch batch);

    /** A batch with sample weights. */
    interface WeightedBatch extends Batch {

        /** The sample weight of a place of the mask; 1 where none was sent. */
        double weight(int place);

        /**
         * What the sum over the batch is divided by: the number of places that take part, or the sum of their weights.
         */
        DoubleDouble divisor();
    }

    /** The result of a forward pass. Several threads ask for derivatives, and must not see each other's work. */
    interface Pass {

        /** The loss. */
        double loss();

        /** How many parts the derivatives with respect to an input fall into, each of them elements of its own. */
        default int parts(int input) {
            return 1;
        }

        /**
         * Writes to zeros, for the parts from one up to another, the gradient with respect to an input, times an
         * upstream gradient.
         */
        void gradient(int input, int from, int to, double upstream, double[] gradient);

        /** As {@link #gradient}, with the Hessian diagonal; for inputs that have one only. */
        default void hessian(int input, int from, int to, double upstream, double[] hessian) {
            throw new UnsupportedOperationException("no input has a Hessian");
        }
    }
}
