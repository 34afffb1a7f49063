package dev.nabla.loss;

/** A loss that looks at all elements at once. */
public sealed interface BatchLoss extends Loss permits JointLoss, AggregateLoss {

    /** The inputs of a batch. Inputs are named by their place in {@link Loss#inputs()}. */
    interface Batch {

        /** All elements of an input, in row-major order. */
        double[] elements(int input);

        /** Whether the element at a place of the mask takes part. */
        boolean takesPart(int place);
    }
}
