package dev.nabla.gradcheck;

import dev.nabla.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A caller's tensor beside the exact one.
 *
 * @param finding what it looks like
 * @param shape the shape of both
 * @param differing how many elements do not agree
 * @param worst the element that is farthest off, measured by the tolerance; {@code null} in a tensor without elements
 * @param tolerance how far an element may be off to agree
 */
public record Comparison(Finding finding, Shape shape, int differing, @Nullable Element worst, Tolerance tolerance) {

    public boolean agrees() {
        return differing == 0;
    }

    /** An element: its index along each axis, what the caller has there, and the exact number. */
    public record Element(int[] index, double given, double exact) {

        public double difference() {
            return isSame() ? 0 : given - exact;
        }

        private boolean isSame() {
            return Double.compare(given, exact) == 0 || given == exact;
        }

        /** The size of the difference over that of the exact number. */
        public double relativeError() {
            return isSame() ? 0 : Math.abs(difference() / exact);
        }

        /** The size of the difference in units in the last place of the exact number. */
        public double ulps() {
            return isSame() ? 0 : Math.abs(difference()) / Math.ulp(exact);
        }
    }
}
