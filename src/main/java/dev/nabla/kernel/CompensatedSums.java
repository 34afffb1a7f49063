package dev.nabla.kernel;

import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Many compensated sums, by index. Large numbers are added apart, scaled, so that partial sums do not overflow where the total
 * is in the range of float64.
 */
public final class CompensatedSums {

    /** Numbers' worth of memory per sum: sums and errors, those of large numbers, and the totals. */
    public static final int NUMBERS = 5;

    /** Even 2³¹ smaller numbers do not overflow. */
    private static final double LARGE = 0x1p960;
    private static final double SCALE = 0x1p-64;

    private final double[] sums;
    private final double[] errors;
    private @Nullable CompensatedSums large;

    public CompensatedSums(int size) {
        this.sums = new double[size];
        this.errors = new double[size];
    }

    /** Adds a number to a sum. */
    public void add(int index, double value) {
        if (Math.abs(value) >= LARGE) {
            large().addSmall(index, value * SCALE, 0);
        } else {
            addSmall(index, value, 0);
        }
    }

    /** Adds an unevaluated sum, of less than 2⁹⁶⁰ in size, to a sum. */
    public void add(int index, DoubleDouble value) {
        addSmall(index, value.hi(), value.lo());
    }

    /** Adds a product to a sum; {@code a} is less than 2⁶⁰ in size. */
    public void addProduct(int index, DoubleDouble a, double b) {
        DoubleDouble product = a.times(b);
        if (Math.abs(product.hi()) < LARGE) {
            addSmall(index, product.hi(), product.lo());
        } else {
            DoubleDouble scaled = a.times(b * SCALE);
            large().addSmall(index, scaled.hi(), scaled.lo());
        }
    }

    private void addSmall(int index, double value, double valueError) {
        double sum = sums[index];
        double next = sum + value;
        errors[index] += ErrorFree.sumError(sum, value, next) + valueError;
        sums[index] = next;
    }

    private CompensatedSums large() {
        if (large == null) {
            large = new CompensatedSums(sums.length);
        }
        return large;
    }

    /**
     * The sums of ranges of these sums, which are lines one after another. They are transposed: those of the first range of
     * all lines, then those of the second, ….
     */
    public CompensatedSums ofRanges(SlidingReduction.Ranges ranges) {
        int lines = sums.length / ranges.length();
        CompensatedSums reduced = new CompensatedSums(lines * ranges.count());
        new RangeSums(this, ranges.length(), reduced).reduce(lines, ranges);
        reduced.large = large == null ? null : large.ofRanges(ranges);
        return reduced;
    }

    /** The totals. */
    public double[] totals() {
        return quotients(1);
    }

    /** The totals, all divided by a number. */
    public double[] quotients(double divisor) {
        return quotients(_ -> divisor);
    }

    /** The totals, each divided by a number. */
    public double[] quotients(IntToDoubleFunction divisors) {
        double[] quotients = new double[sums.length];
        for (int i = 0; i < quotients.length; i++) {
            DoubleDouble small = total(i);
            double divisor = divisors.applyAsDouble(i);
            DoubleDouble scaled = large == null ? DoubleDouble.ZERO : large.total(i);
            quotients[i] = scaled.isZero()
                    ? small.dividedBy(divisor).value()
                    : scaled.plus(small.times(SCALE)).dividedBy(divisor).value() / SCALE;
        }
        return quotients;
    }

    /** A total times a factor. */
    public double product(int index, ScaledDoubleDouble factor) {
        ScaledDoubleDouble total = ScaledDoubleDouble.of(total(index));
        return (large == null
                ? total
                : total.plus(ScaledDoubleDouble.of(large.total(index)).dividedBy(DoubleDouble.of(SCALE))))
                .times(factor).value();
    }

    private void set(int index, DoubleDouble sum) {
        sums[index] = sum.hi();
        errors[index] = sum.lo();
    }

    private DoubleDouble total(int index) {
        return DoubleDouble.sum(sums[index], errors[index]);
    }

    /** Adds up ranges of some sums. */
    private static final class RangeSums extends SlidingReduction {

        private final CompensatedSums source;
        private final CompensatedSums target;
        private final CompensatedSums backwards;
        private DoubleDouble forwards = DoubleDouble.ZERO;

        RangeSums(CompensatedSums source, int length, CompensatedSums target) {
            this.source = source;
            this.target = target;
            this.backwards = new CompensatedSums(length);
        }

        @Override
        protected void combineBackwards(int line, int from, int to) {
            DoubleDouble sum = DoubleDouble.ZERO;
            for (int i = to - 1; i >= from; i--) {
                sum = source.total(line + i).plus(sum);
                backwards.set(i, sum);
            }
            forwards = DoubleDouble.ZERO;
        }

        @Override
        protected void combineForwards(int line, int from, int to) {
            DoubleDouble sum = forwards;
            for (int i = from; i < to; i++) {
                sum = sum.plus(source.total(line + i));
            }
            forwards = sum;
        }

        @Override
        protected void set(int index, int from) {
            target.set(index, backwards.total(from).plus(forwards));
        }

        @Override
        protected void setEmpty(int index) {
            target.set(index, DoubleDouble.ZERO);
        }
    }
}
