package dev.nabla.kernel;

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

    /** The totals. */
    public double[] totals() {
        return quotients(1);
    }

    /** The totals, each divided by a number. */
    public double[] quotients(double divisor) {
        double[] quotients = new double[sums.length];
        for (int i = 0; i < quotients.length; i++) {
            DoubleDouble small = total(i);
            DoubleDouble scaled = large == null ? DoubleDouble.ZERO : large.total(i);
            quotients[i] = scaled.isZero()
                    ? small.dividedBy(divisor).value()
                    : scaled.plus(small.times(SCALE)).dividedBy(divisor).value() / SCALE;
        }
        return quotients;
    }

    private DoubleDouble total(int index) {
        return DoubleDouble.sum(sums[index], errors[index]);
    }
}
