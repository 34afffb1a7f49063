package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A loss of one number against that number, all else fixed.
 *
 * @param loss the loss
 * @param variable the input that varies; in a row of classes the first of its numbers, the others being 0
 * @param fixed what the other inputs are
 * @param options the options that were set, as they were written
 * @param samples the curve at evenly spaced points, both ends among them
 * @param pieces the same, cut where gradient or curvature jump, with the points on both sides of each jump added
 */
public record Curve(
    LossEntry loss,
    String variable,
    Map<String, Double> fixed,
    Map<String, String> options,
    Samples samples,
    Supplier<List<Samples>> pieces) {

    /**
     * The curve at some points.
     *
     * @param curvature the second derivative; {@code null} where the loss has none
     */
    public record Samples(double[] at, double[] loss, double[] gradient, double @Nullable [] curvature) {}
}
