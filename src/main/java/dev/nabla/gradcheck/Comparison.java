package dev.nabla.gradcheck;

import dev.nabla.tensor.Shape;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A caller's tensor compared with the exact one.
 *
 * @param diagnosis the verdict and its explanation
 * @param shape the shape of both
 * @param differing the number of elements outside the tolerance
 * @param worst the element with the largest error relative to the tolerance; {@code null} if the tensor is empty
 * @param tolerance the tolerance for an element
 * @param suggestedTolerance a relative tolerance under which numbers that are right but imprecise would agree
 */
public record Comparison(
    Diagnosis diagnosis,
    Shape shape,
    int differing,
    @Nullable Element worst,
    Tolerance tolerance,
    OptionalDouble suggestedTolerance) {

    public boolean agrees() {
        return differing == 0;
    }

    /**
     * An element of both tensors.
     *
     * @param index its index along each axis
     * @param given the caller's number
     * @param exact the exact number
     */
    public record Element(int[] index, double given, double exact) {

        /** The caller's number minus the exact one. */
        public double difference() {
            return isSame() ? 0 : given - exact;
        }

        private boolean isSame() {
            return Double.compare(given, exact) == 0 || given == exact;
        }

        /** The magnitude of the difference, divided by that of the exact number. */
        public double relativeError() {
            return isSame() ? 0 : Math.abs(difference() / exact);
        }

        /** The magnitude of the difference in units in the last place of the exact number. */
        public double ulps() {
            return isSame() ? 0 : Math.abs(difference()) / Math.ulp(exact);
        }
    }
}
