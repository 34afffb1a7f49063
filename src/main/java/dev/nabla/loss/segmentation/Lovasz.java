package dev.nabla.loss.segmentation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StableOrder;
import java.util.Arrays;

/**
 * The Lovász extension of the Jaccard loss: the positive errors of some pixels from the largest to the smallest, each weighted
 * by what its pixel adds to the Jaccard loss if it is wrong in addition to those before it.
 */
final class Lovasz {

    private final Errors errors;
    private final int[] pixels;
    private final int positives;
    private final boolean isUndefined;

    /** What is known of a pixel. */
    interface Errors {

        DoubleDouble error(int pixel);

        /** Whether the pixel is one of the class in truth. */
        boolean isPositive(int pixel);
    }

    private Lovasz(Errors errors, int[] pixels, int positives, boolean isUndefined) {
        this.errors = errors;
        this.pixels = pixels;
        this.positives = positives;
        this.isUndefined = isUndefined;
    }

    /** Sorts pixels by their errors; equal ones keep their order. */
    static Lovasz of(int[] pixels, Errors errors) {
        int[] wrong = new int[pixels.length];
        double[] high = new double[pixels.length];
        double[] low = new double[pixels.length];
        int count = 0;
        int positives = 0;
        boolean isUndefined = false;
        for (int pixel : pixels) {
            DoubleDouble error = errors.error(pixel);
            positives += errors.isPositive(pixel) ? 1 : 0;
            isUndefined |= Double.isNaN(error.hi());
            if (error.hi() > 0) {
                wrong[count] = pixel;
                high[count] = error.hi();
                low[count] = error.lo();
                count++;
            }
        }
        int[] sorted = StableOrder.descending(high, low, count);
        return new Lovasz(errors, Arrays.stream(sorted).map(i -> wrong[i]).toArray(), positives, isUndefined);
    }

    /** Whether an error is NaN. */
    boolean isUndefined() {
        return isUndefined;
    }

    /** Whether any pixel is one of the class in truth. */
    boolean hasPositives() {
        return positives > 0;
    }

    /** The pixels with a positive error, from the largest to the smallest. */
    int[] pixels() {
        return pixels;
    }

    /** The weights of the pixels, in their order. */
    Weights weights() {
        return new Weights(positives);
    }

    /** The errors times their weights. */
    ScaledDoubleDouble loss() {
        CompensatedSum sum = new CompensatedSum();
        Weights weights = weights();
        for (int pixel : pixels) {
            DoubleDouble weight = weights.next(errors.isPositive(pixel));
            if (!weight.isZero()) {
                sum.add(weight.times(errors.error(pixel)));
            }
        }
        return ScaledDoubleDouble.of(isUndefined ? DoubleDouble.of(Double.NaN) : sum.total());
    }

    /**
     * What the Jaccard loss grows by if one pixel more is wrong. With I true pixels left and a union of U, it grows from 1 − I/U
     * by 1/U if the pixel is a true one, and by I/(U (U + 1)) if it is another.
     */
    static final class Weights {

        private int left;
        private double union;

        private Weights(int positives) {
            left = positives;
            union = positives;
        }

        /** One quotient for both kinds of pixels, so that the compiler keeps it in registers. */
        DoubleDouble next(boolean isPositive) {
            double before = union;
            left -= isPositive ? 1 : 0;
            union += isPositive ? 0 : 1;
            double dividend = isPositive || before == 0 ? 1 : left;
            return DoubleDouble.of(dividend)
                    .dividedBy(DoubleDouble.product(Math.max(1, before), isPositive ? 1 : union));
        }
    }
}
