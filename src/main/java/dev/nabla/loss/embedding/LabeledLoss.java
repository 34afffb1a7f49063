package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Input;
import dev.nabla.tensor.Cost;
import java.util.List;

/** A loss of the cosines of each item with all others, some of which have the same label. */
interface LabeledLoss extends SimilarityLoss {

    List<Input> INPUTS = List.of(SimilarityLoss.vectors("predictions", "vectors, features along the last axis"),
            Input.labels("targets", "labels: items with the same are similar").shaped("N"));

    /** Whether the value of an item counts, given how many others have its label, and how many have not. */
    boolean counts(int positives, int negatives);

    /** What the derivatives that {@link #value} writes are to be multiplied by. */
    DoubleDouble factor();

    /** The value of an item. */
    double value(SimilarityRow row, Labels labels);

    @Override
    default List<Input> inputs() {
        return INPUTS;
    }

    @Override
    default Pass forward(Batch batch) {
        int[] items = SimilarityLoss.items(batch);
        Labels labels = Labels.of(batch.elements(1), items);
        return new SimilarityPass(batch.shape(0).size(0), List.of(SimilarityLoss.rows(batch, 0, items, true)),
                row -> counts(labels.positiveCount(row), labels.negativeCount(row)),
                List.of(new SimilarityPass.Direction(0, 0, true, factor(), row -> value(row, labels))));
    }

    @Override
    default Cost cost(Inputs inputs) {
        return SimilarityPass.cost(inputs, 1, 1);
    }
}
