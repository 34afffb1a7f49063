package dev.nabla.service.network;

import dev.nabla.loss.Geometry;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.util.function.IntPredicate;

/**
 * The output of a network beside its targets, from which metrics are computed.
 *
 * @param output the output
 * @param targets what it is compared with
 * @param areClasses whether the targets are class indices, one for each row of the output
 * @param geometry how elements of the output belong to values of the loss
 * @param isCounted whether a value of the loss takes part: it is neither masked nor ignored
 */
record Comparison(
    Float64Tensor output,
    Tensor targets,
    boolean areClasses,
    Geometry geometry,
    IntPredicate isCounted) {

    /** Whether the targets are of the shape of the output. */
    boolean isElementwise() {
        return targets.shape().equals(output.shape());
    }

    /** Maps a position in the output to whether it takes part. */
    IntPredicate isElementCounted() {
        return geometry.uses(isCounted);
    }
}
