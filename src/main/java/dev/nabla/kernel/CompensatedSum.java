package dev.nabla.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A compensated sum with about twice float64's precision.
 *
 * <p>Neumaier's variant of Kahan summation: a running sum and a running sum of its rounding errors. For {@code n} terms the
 * error of {@code hi + lo} is about {@code n²·2⁻¹⁰⁶·Σ|xᵢ|}. Infinities and NaN behave as in a plain IEEE sum.
 *
 * <p>Partial sums and products may leave the range of float64: those are kept aside as numbers with an exponent of their own.
 * {@link #scaledTotal} is finite for finite terms, and {@link #value} if the total is in the range.
 *
 * <p>The result depends only on the order of the calls. {@link #add(double[], int, int)} adds a range in a fixed order of
 * its own, sixteen lanes on every machine.
 *
 * @see <a href="https://doi.org/10.1137/030601818">Ogita, Rump, Oishi: Accurate Sum and Dot Product (2005)</a>
 */
public final class CompensatedSum {

    /** The least product whose rounding error is a float64 number. */
    private static final double LEAST_EXACT = 0x1p-968;

    private double sum;
    private double error;
    private @Nullable ScaledDoubleDouble outOfRange;

    /** Adds one number. */
    public void add(double value) {
        add(value, 0.0);
    }

    /** Adds an unevaluated sum. */
    public void add(DoubleDouble value) {
        add(value.hi(), value.lo());
    }

    /** Adds a number of any exponent. */
    public void add(ScaledDoubleDouble value) {
        if (Double.isFinite(value.significand().hi())) {
            outOfRange = outOfRange == null ? value : outOfRange.plus(value);
        } else {
            add(value.significand().hi());
        }
    }

    /** Adds {@code a·b} and its rounding error. */
    public void addProduct(double a, double b) {
        double product = a * b;
        if (Math.abs(product) >= LEAST_EXACT && Math.abs(product) <= Double.MAX_VALUE) {
            add(product, ErrorFree.productError(a, b, product));
        } else {
            addExtremeProduct(a, b);
        }
    }

    private void addExtremeProduct(double a, double b) {
        if (a == 0 || b == 0 || !Double.isFinite(a) || !Double.isFinite(b)) {
            add(a * b);
        } else {
            add(ScaledDoubleDouble.of(a).times(b));
        }
    }

    /**
     * Adds {@code values[from]} to {@code values[to - 1]} in sixteen lanes, which are then added up. Splitting a range
     * changes the order of additions, and so perhaps the last digit of {@code lo}.
     */
    public void add(double[] values, int from, int to) {
        LaneSums lanes = new LaneSums();
        lanes.add(values, from, to);
        DoubleDouble total = lanes.total();
        if (Double.isFinite(total.hi())) {
            add(total);
        } else {
            addOneByOne(values, from, to);
        }
    }

    /** Adds a range in which the sum of a lane overflows or a number is not finite. */
    private void addOneByOne(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            add(values[i]);
        }
    }

    /** Adds another sum and its running error. */
    public void add(CompensatedSum other) {
        add(other.sum, other.error);
        if (other.outOfRange != null) {
            add(other.outOfRange);
        }
    }

    /** The total, rounded once to float64. */
    public double value() {
        return hi();
    }

    /** The total, rounded once to float64. */
    public double hi() {
        if (outOfRange != null) {
            return scaledTotal().value();
        }
        return Double.isFinite(sum) ? sum + error : sum;
    }

    /** The total less {@link #hi()}: at most half an ulp of it, and 0 if it is not finite. */
    public double lo() {
        return outOfRange == null ? ErrorFree.sumError(sum, error, hi()) : scaledTotal().toDoubleDouble().lo();
    }

    /** The total as a double-double. */
    public DoubleDouble total() {
        return new DoubleDouble(hi(), lo());
    }

    /** The total, also where it is beyond the range of float64. */
    public ScaledDoubleDouble scaledTotal() {
        if (!Double.isFinite(sum)) {
            return ScaledDoubleDouble.of(sum);
        }
        ScaledDoubleDouble inRange = ScaledDoubleDouble.of(sum).plus(ScaledDoubleDouble.of(error));
        return outOfRange == null ? inRange : outOfRange.plus(inRange);
    }

    /** Sets the sum to 0. */
    public void reset() {
        sum = 0.0;
        error = 0.0;
        outOfRange = null;
    }

    private void add(double value, double valueError) {
        double next = sum + value;
        if (Math.abs(next) <= Double.MAX_VALUE) {
            error += ErrorFree.sumError(sum, value, next) + valueError;
            sum = next;
        } else {
            addOverflowing(value, valueError);
        }
    }

    private void addOverflowing(double value, double valueError) {
        if (Double.isFinite(sum) && Double.isFinite(value)) {
            add(ScaledDoubleDouble.of(sum).plus(ScaledDoubleDouble.of(error)));
            add(ScaledDoubleDouble.of(value).plus(ScaledDoubleDouble.of(valueError)));
            sum = 0.0;
            error = 0.0;
        } else {
            sum += value;
        }
    }
}
