package dev.nabla.loss;

import dev.nabla.kernel.DoubleDouble;

/** A loss that is one number, into whose formula sample weights and divisor enter. */
public non-sealed interface AggregateLoss extends BatchLoss {

    /** Computes the loss of a batch; its gradients can then be had from what it answers. */
    Pass forward(WeightedBatch batch);

    /** A batch whose elements are weighted. */
    interface WeightedBatch extends Batch {

        /** The sample weight of an element; 1 where none was sent. */
        double weight(int element);

        /** What the sum over the batch is divided by: the number of elements that take part, or their weights' sum. */
        DoubleDouble divisor();
    }

    /** What a forward pass leaves. */
    interface Pass {

        /** The loss. */
        double loss();

        /** Writes the gradient, times an upstream gradient, with respect to each differentiable input. */
        void gradient(double upstream, double[][] gradients);

        /** Writes the Hessian diagonal, times an upstream gradient, with respect to each input that has one. */
        void hessian(double upstream, double[][] hessians);
    }
}
