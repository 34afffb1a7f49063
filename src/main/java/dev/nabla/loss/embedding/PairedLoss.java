package dev.nabla.loss.embedding;

import dev.nabla.loss.Input;
import dev.nabla.tensor.Cost;
import java.util.List;

/** A loss of two vectors of each item, each of which should be similar to the other and to no vector of another item. */
interface PairedLoss extends SimilarityLoss {

    String NORMALIZE = "divides vectors by their norms, so that similarities are cosines";

    List<Input> IMAGE_AND_TEXT = List.of(SimilarityLoss.vectors("image", "vectors of images"),
            SimilarityLoss.vectors("text", "the vector of the text of each image"));

    /** Whether vectors are divided by their norms. */
    boolean normalize();

    /** How anchors are paired with partners, and the value of an anchor. */
    List<SimilarityPass.Direction> directions();

    @Override
    default Pass forward(Batch batch) {
        int[] items = SimilarityLoss.items(batch);
        return new SimilarityPass(batch.shape(0).size(0),
                List.of(SimilarityLoss.rows(batch, 0, items, normalize()),
                        SimilarityLoss.rows(batch, 1, items, normalize())),
                _ -> true, directions());
    }

    @Override
    default Cost cost(Inputs inputs) {
        return SimilarityPass.cost(inputs, 2, directions().size());
    }

    /** Cross-entropy of the similarities of an anchor, divided by a temperature, whose class is its own partner. */
    static double crossEntropy(SimilarityRow row, double temperature) {
        SimilaritySoftmax softmax = SimilaritySoftmax.of(row, temperature);
        return softmax.isDefined() ? softmax.crossEntropy(row.anchor()) : row.undefined();
    }
}
