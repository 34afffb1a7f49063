package dev.nabla.loss.embedding;

import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import java.util.stream.IntStream;

/** A loss that compares the items of a batch with one another. Masked items are neither anchors nor partners. */
interface SimilarityLoss extends JointLoss {

    @Override
    default AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    /** Vectors of items, with respect to which a loss is differentiable. */
    static Input vectors(String name, String meaning) {
        return Input.numbers(name, meaning).shaped("N, D").differentiable();
    }

    /** The items that are not masked. */
    static int[] items(Batch batch) {
        return IntStream.range(0, batch.shape(0).size(0)).filter(batch::isIncluded).toArray();
    }

    /** The vectors of these items. */
    static BatchRows rows(Batch batch, int input, int[] items, boolean isNormalized) {
        return new BatchRows(batch.elements(input), batch.shape(input).size(1), items, isNormalized);
    }
}
