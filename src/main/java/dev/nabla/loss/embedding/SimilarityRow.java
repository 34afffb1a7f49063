package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import java.util.Arrays;

/**
 * The similarities of one anchor with all partners, and room for the derivatives of its value.
 *
 * @param anchor the row of the anchor
 * @param count the number of partners
 * @param similarities one for each partner
 * @param slopes receives the derivatives of the value with respect to the similarities, times the cotangent and without the factor
 *            of the direction, if they are wanted
 * @param scratch two more arrays
 * @param cotangent the derivative of the answer with respect to the value
 * @param isWanted whether derivatives are
 */
record SimilarityRow(
    int anchor,
    int count,
    double[] similarities,
    double[] slopes,
    double[][] scratch,
    DoubleDouble cotangent,
    boolean isWanted) {

    /** Makes value and derivatives NaN. */
    double undefined() {
        Arrays.fill(slopes, 0, count, Double.NaN);
        return Double.NaN;
    }

    /** A value of an anchor, as a function of its similarities with all partners. */
    @FunctionalInterface
    interface Value {

        double evaluate(SimilarityRow row);
    }
}
