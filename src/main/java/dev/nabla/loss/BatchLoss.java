package dev.nabla.loss;

import dev.nabla.kernel.DoubleDouble;

/** A loss that looks at all elements at once. */
public non-sealed interface BatchLoss extends Loss {

    /** Computes the losses of a batch; their gradients can then be had from what it answers. */
    Pass forward(Batch batch);

    /** The inputs of a batch. Inputs are named by their place in {@link Loss#inputs()}. */
    interface Batch {

        /** All elements of an input, in row-major order. */
        double[] elements(int input);

        /** Whether an element takes part, by the mask. */
        boolean takesPart(int element);

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
