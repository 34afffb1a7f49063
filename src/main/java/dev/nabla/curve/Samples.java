package dev.nabla.curve;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A loss and its derivatives at some points.
 *
 * @param points the points, in increasing order
 * @param loss the loss at each point
 * @param gradient the first derivative at each point
 * @param curvature the second derivative at each point; {@code null} if the loss has none
 */
public record Samples(double[] points, double[] loss, double[] gradient, double @Nullable [] curvature) {

    /** The samples from one index (inclusive) to another (exclusive). */
    Samples slice(int from, int to) {
        return new Samples(Arrays.copyOfRange(points, from, to), Arrays.copyOfRange(loss, from, to),
                Arrays.copyOfRange(gradient, from, to),
                curvature == null ? null : Arrays.copyOfRange(curvature, from, to));
    }
}
