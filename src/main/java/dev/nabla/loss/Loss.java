package dev.nabla.loss;

import dev.nabla.option.Domain;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A loss function with its options: maps predictions and targets to a value that has a gradient.
 *
 * <p>A loss is a record in the package of its family. Its components are its options, its compact constructor checks
 * them, its no-argument constructor states their defaults, and {@link Definition} says what it is. It computes one
 * element, row or batch; reductions, weights, masks and upstream gradients are applied outside.
 */
public sealed interface Loss permits ElementwiseLoss, RowwiseLoss, BatchLoss, ComposedLoss {

    /** The input tensors, first the one that determines the shapes of the others. */
    List<Input> inputs();

    /** The supported reductions. */
    default Set<Reduction> reductions() {
        return EnumSet.complementOf(EnumSet.of(Reduction.BATCHMEAN));
    }

    /** What the reduction {@code mean} is: itself, or another mean of the loss's own. */
    default Reduction mean() {
        return Reduction.MEAN;
    }

    /** Whether it takes sample weights: losses whose reductions include {@code weighted_mean} do. */
    default boolean takesSampleWeights() {
        return reductions().contains(Reduction.WEIGHTED_MEAN);
    }

    /** The domain of sample weights. */
    default Domain sampleWeights() {
        return Domain.FINITE;
    }

    /** Whether all samples share an input, such as the weights or the centers of classes. */
    default boolean isShared(Input input) {
        return input.elements().isParameter();
    }
}
