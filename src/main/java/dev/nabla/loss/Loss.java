package dev.nabla.loss;

import dev.nabla.option.Domain;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A loss with its options: predictions and targets become one number, and that number has a gradient.
 *
 * <p>A loss is a record in the package of its family. Its components are its options, its compact constructor checks
 * them, its no-argument constructor states their defaults, and {@link Definition} says what it is. It computes one
 * element, row or batch; reductions, weights, masks and upstream gradients are applied to it from outside.
 */
public sealed interface Loss permits ElementwiseLoss, RowwiseLoss, BatchLoss {

    /** The tensors that it takes, the one that the others are shaped after first. */
    List<Input> inputs();

    /** The ways in which its values may be put together. */
    default Set<Reduction> reductions() {
        return EnumSet.of(Reduction.MEAN, Reduction.SUM, Reduction.NONE, Reduction.WEIGHTED_MEAN);
    }

    /** The sample weights that it takes. */
    default Domain sampleWeights() {
        return Domain.FINITE;
    }
}
