package dev.nabla.loss.segmentation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.StableOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The Lovász extension of the Jaccard loss: the positive errors of some pixels from the largest to the smallest, each weighted
 * by what its pixel adds to the Jaccard loss if it is wrong in addition to those before it.
 *
 * <p>Whether a pixel is one of the class in truth is an integer, 1 or 0, since branches on it could not be predicted. In the order of
 * errors it travels with the pixel: a true one stands as its complement.
 */
final class Lovasz {

    private static final int BLOCK = 512;

    /** Pixels that are treated one after the other, whatever the number of threads. */
    private static final int RANGE = 1 << 15;

    private final Pixels pixels;
    private final int[] wrong;
    private final int positives;
    private final boolean isUndefined;

    /** A range of pixels and what is known of them. */
    interface Pixels {

        int from();

        int to();

        boolean isIncluded(int pixel);

        /** 1 if the pixel is one of the class in truth, else 0. */
        int truth(int pixel);

        DoubleDouble error(int pixel, int truth);

        /** The derivative of the error with respect to the prediction: 1, −1 or 0. */
        double sign(int pixel, int truth);

        /** Where the prediction of a pixel stands. */
        int place(int pixel);
    }

    private Lovasz(Pixels pixels, int[] wrong, int positives, boolean isUndefined) {
        this.pixels = pixels;
        this.wrong = wrong;
        this.positives = positives;
        this.isUndefined = isUndefined;
    }

    /** Sorts those pixels that are included by their errors; equal ones keep their order. */
    static Lovasz of(Pixels pixels) {
        int[] wrong = new int[pixels.to() - pixels.from()];
        Selection[] selections = new Selection[Math.ceilDiv(wrong.length, RANGE)];
        Parallel.run(selections.length, wrong.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int range = from; range < to; range++) {
                selections[range] = Selection.of(pixels, range * RANGE, wrong);
            }
        });
        int count = 0;
        for (int range = 0; range < selections.length; range++) {
            System.arraycopy(wrong, range * RANGE, wrong, count, selections[range].count);
            count += selections[range].count;
        }
        int[] order = StableOrder.descending(count, i -> error(pixels, wrong[i]));
        Parallel.run(count, count, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int k = from; k < to; k++) {
                order[k] = wrong[order[k]];
            }
        });
        return new Lovasz(pixels, order, Arrays.stream(selections).mapToInt(Selection::positives).sum(),
                Arrays.stream(selections).anyMatch(Selection::isUndefined));
    }

    /**
     * What a range of pixels has.
     *
     * @param count the number of those with positive errors
     * @param positives the number of those that are of the class in truth
     * @param isUndefined whether an error is NaN
     */
    private record Selection(int count, int positives, boolean isUndefined) {

        /** Writes the pixels of a range that have positive errors to where the range starts. */
        static Selection of(Pixels pixels, int start, int[] wrong) {
            int count = start;
            int positives = 0;
            boolean isUndefined = false;
            int end = pixels.from() + Math.min(start + RANGE, wrong.length);
            for (int pixel = pixels.from() + start; pixel < end; pixel++) {
                if (pixels.isIncluded(pixel)) {
                    int truth = pixels.truth(pixel);
                    double error = pixels.error(pixel, truth).hi();
                    positives += truth;
                    isUndefined |= Double.isNaN(error);
                    wrong[count] = pixel ^ -truth;
                    count += error > 0 ? 1 : 0;
                }
            }
            return new Selection(count - start, positives, isUndefined);
        }
    }

    private static DoubleDouble error(Pixels pixels, int wrong) {
        return pixels.error(pixel(wrong), truth(wrong));
    }

    private static int truth(int wrong) {
        return wrong >>> (Integer.SIZE - 1);
    }

    private static int pixel(int wrong) {
        return wrong ^ -truth(wrong);
    }

    /** Whether an error is NaN. */
    boolean isUndefined() {
        return isUndefined;
    }

    /** Whether any pixel is one of the class in truth. */
    boolean hasPositives() {
        return positives > 0;
    }

    /**
     * The errors times their weights; NaN if an error is.
     *
     * @param factor what derivatives are multiplied by
     * @param gradient receives derivatives with respect to predictions, if they are wanted
     */
    CompensatedSum loss(DoubleDouble factor, double @Nullable [] gradient) {
        CompensatedSum[] sums = new CompensatedSum[Math.ceilDiv(wrong.length, RANGE)];
        int[] before = positivesBefore(sums.length);
        Parallel.run(sums.length, wrong.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int range = from; range < to; range++) {
                sums[range] = loss(range * RANGE, before[range], factor, gradient);
            }
        });
        CompensatedSum sum = new CompensatedSum();
        for (CompensatedSum each : sums) {
            sum.add(each);
        }
        if (isUndefined) {
            sum.add(Double.NaN);
        }
        return sum;
    }

    /** The number of true pixels before each range. */
    private int[] positivesBefore(int ranges) {
        int[] before = new int[ranges];
        for (int range = 1; range < ranges; range++) {
            before[range] = before[range - 1];
            for (int k = (range - 1) * RANGE; k < range * RANGE; k++) {
                before[range] += truth(wrong[k]);
            }
        }
        return before;
    }

    private CompensatedSum loss(int start, int positivesBefore, DoubleDouble factor, double @Nullable [] gradient) {
        CompensatedSum sum = new CompensatedSum();
        Weights weights = new Weights(positives, start, positivesBefore);
        double[] high = new double[BLOCK];
        double[] low = new double[BLOCK];
        int end = Math.min(start + RANGE, wrong.length);
        for (int from = start; from < end; from += BLOCK) {
            int count = Math.min(BLOCK, end - from);
            readErrors(from, count, high, low);
            for (int i = 0; i < count; i++) {
                int truth = truth(wrong[from + i]);
                DoubleDouble weight = weights.next(truth);
                if (!weight.isZero()) {
                    sum.add(weight.times(new DoubleDouble(high[i], low[i])));
                }
                if (gradient != null) {
                    int pixel = pixel(wrong[from + i]);
                    gradient[pixels.place(pixel)] = 0.0 + weight.times(factor).times(pixels.sign(pixel, truth)).value();
                }
            }
        }
        return sum;
    }

    /** In a loop of its own, since errors are far apart in memory: the processor waits for many of them at once. */
    private void readErrors(int from, int count, double[] high, double[] low) {
        for (int i = 0; i < count; i++) {
            DoubleDouble error = error(pixels, wrong[from + i]);
            high[i] = error.hi();
            low[i] = error.lo();
        }
    }

    /** Makes NaN of all derivatives with respect to predictions of pixels that are included. */
    void fillWithNaN(double[] gradient) {
        for (int pixel = pixels.from(); pixel < pixels.to(); pixel++) {
            if (pixels.isIncluded(pixel)) {
                gradient[pixels.place(pixel)] = Double.NaN;
            }
        }
    }

    /**
     * What the Jaccard loss grows by if one pixel more is wrong. With I true pixels left and a union of U, it grows from 1 − I/U
     * by 1/U if the pixel is a true one, and by I/(U (U + 1)) if it is another.
     */
    private static final class Weights {

        private int left;
        private int union;

        /** Those after some pixels, of which some are true ones. */
        Weights(int positives, int pixelsBefore, int positivesBefore) {
            left = positives - positivesBefore;
            union = positives + pixelsBefore - positivesBefore;
        }

        DoubleDouble next(int truth) {
            int before = union;
            left -= truth;
            union += 1 - truth;
            int dividend = truth == 1 || before == 0 ? 1 : left;
            return DoubleDouble.of(dividend)
                    .dividedBy(DoubleDouble.product(Math.max(1, before), truth == 1 ? 1 : union));
        }
    }
}
