package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The divisor of a reduction: what the sum of the values is divided by; 1 for reductions that do not divide.
 *
 * @param common the divisor of all values
 * @param counts for means of samples, the number of values of each sample that count, another divisor of those; for values with
 *            sizes of their own, these; else empty
 * @param sampleSize the number of values of each sample, whether they count or not
 * @param share how much each value counts; 0 if it is masked or ignored
 */
record Divisor(ScaledDoubleDouble common, int[] counts, int sampleSize, IntToDoubleFunction share) {

    private static final int[] NONE = {};
    private static final ScaledDoubleDouble ONE = ScaledDoubleDouble.of(1);

    /** The divisor if every unmasked value counts as one. */
    static Divisor of(Task task, Shape values) {
        return task.reduction() == Reduction.MEAN && task.mask() == null
                ? of(values.elements(), _ -> 1)
                : of(task, values, task::isIncluded, _ -> 1);
    }

    /**
     * The divisor if values count differently, as with class weights.
     *
     * @param values the shape of the unreduced loss
     * @param isIncluded whether a value is neither masked nor ignored
     * @param count how much an included value counts
     */
    static Divisor of(Task task, Shape values, IntPredicate isIncluded, IntToDoubleFunction count) {
        IntToDoubleFunction share = value -> isIncluded.test(value) ? count.applyAsDouble(value) : 0;
        return switch (task.reduction()) {
            case NONE, SUM -> of(1, share);
            case MEAN -> sum(values, share, null);
            case WEIGHTED_MEAN -> sum(values, share, task.sampleWeight());
            case BATCHMEAN -> of(nonEmpty(counts(values, isIncluded)), share);
            case SAMPLE_MEAN -> values.rank() < 2
                    ? sum(values, share, null)
                    : ofSamples(values, counts(values, isIncluded), share);
        };
    }

    /**
     * The divisor if values are divided by sizes of their own before they are averaged.
     *
     * @param size the size of an included value
     */
    static Divisor of(Task task, Shape values, IntPredicate isIncluded, IntToDoubleFunction count,
            IntUnaryOperator size) {
        Divisor divisor = of(task, values, isIncluded, count);
        boolean isMeanOfValues = task.reduction().isMean() && task.reduction() != Reduction.BATCHMEAN;
        if (!isMeanOfValues || divisor.isOfSamples()) {
            return divisor;
        }
        int[] sizes = IntStream.range(0, values.elements()).map(i -> isIncluded.test(i) ? size.applyAsInt(i) : 1)
                .toArray();
        return IntStream.of(sizes).allMatch(each -> each == 1)
                ? divisor
                : new Divisor(divisor.common, sizes, 1, divisor.share);
    }

    private static Divisor of(double number, IntToDoubleFunction share) {
        return new Divisor(ScaledDoubleDouble.of(number), NONE, 0, share);
    }

    private static Divisor sum(Shape values, IntToDoubleFunction share, @Nullable Tensor weight) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; i < values.elements(); i++) {
            double own = share.applyAsDouble(i);
            if (own != 0) {
                sum.addProduct(own, weight == null ? 1 : weight.get(i));
            }
        }
        return new Divisor(sum.scaledTotal(), NONE, 0, share);
    }

    private static Divisor ofSamples(Shape values, int[] counts, IntToDoubleFunction share) {
        return new Divisor(ScaledDoubleDouble.of(nonEmpty(counts)), counts, values.stride(0), share);
    }

    private static double nonEmpty(int... counts) {
        return (double) IntStream.of(counts).filter(size -> size > 0).count();
    }

    /** The number of included values of each entry along the first axis; a scalar is one entry. */
    private static int[] counts(Shape values, IntPredicate isIncluded) {
        if (values.elements() == 0) {
            return NONE;
        }
        int size = values.rank() == 0 ? 1 : values.stride(0);
        return IntStream.range(0, values.elements() / size)
                .map(sample -> (int) IntStream.range(sample * size, (sample + 1) * size).filter(isIncluded).count())
                .toArray();
    }

    /** Whether no value counts, or the weights sum to 0. */
    boolean isZero() {
        return common.isZero();
    }

    boolean isOfSamples() {
        return counts.length > 0;
    }

    /** The first value after those that have the same divisor as this one. */
    int endOfSample(int value) {
        return isOfSamples() ? (value / sampleSize + 1) * sampleSize : Integer.MAX_VALUE;
    }

    /** The number of values that count in the sample of a value. */
    int count(int value) {
        return isOfSamples() ? counts[value / sampleSize] : 1;
    }

    /** A number by the divisor of all values; NaN if that is 0. */
    ScaledDoubleDouble quotient(ScaledDoubleDouble dividend) {
        if (isZero()) {
            return ScaledDoubleDouble.of(Double.NaN);
        }
        return common.equals(ONE) ? dividend : dividend.dividedBy(common);
    }

    /** A number by the divisor of a value; 0 if none counts in its sample. */
    ScaledDoubleDouble quotient(ScaledDoubleDouble dividend, int value) {
        int count = count(value);
        if (count == 0) {
            return ScaledDoubleDouble.ZERO;
        }
        return isOfSamples() ? dividend.dividedBy(DoubleDouble.of((double) count)) : dividend;
    }
}
