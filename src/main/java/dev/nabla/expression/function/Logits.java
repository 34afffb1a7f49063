package dev.nabla.expression.function;

import dev.nabla.kernel.StableSoftmax;
import java.util.Arrays;

/** Rows of logits that may be infinite. */
final class Logits {

    private Logits() {}

    /**
     * The softmax of a row. One element of +∞ has all of the probability; that of several does not exist.
     *
     * @param exponentials receives the exponentials
     */
    static StableSoftmax softmax(double[] row, double[] exponentials) {
        long infinite = Arrays.stream(row).filter(x -> x == Double.POSITIVE_INFINITY).count();
        boolean isCertain = infinite == 1 && Arrays.stream(row).noneMatch(Double::isNaN);
        double[] logits = isCertain
                ? Arrays.stream(row).map(x -> x == Double.POSITIVE_INFINITY ? 0 : Double.NEGATIVE_INFINITY).toArray()
                : row;
        return new StableSoftmax(logits, row.length, exponentials);
    }
}
