package dev.nabla.kernel;

/**
 * A compensated sum with about twice float64's precision.
 *
 * <p>Neumaier's variant of Kahan summation: a running sum and a running sum of its rounding errors. For {@code n} terms the
 * error of {@code hi + lo} is about {@code n²·2⁻¹⁰⁶·Σ|xᵢ|}. Infinities, overflow and NaN behave as in a plain IEEE sum.
 *
 * <p>The result depends only on the order of the calls. {@link #add(double[], int, int)} adds a range in a fixed order of
 * its own, sixteen lanes on every machine.
 *
 * @see <a href="https://doi.org/10.1137/030601818">Ogita, Rump, Oishi: Accurate Sum and Dot Product (2005)</a>
 */
public final class CompensatedSum {

    private double sum;
    private double error;

    /** Adds one number. */
    public void add(double value) {
        add(value, 0.0);
    }

    /** Adds an unevaluated sum. */
    public void add(DoubleDouble value) {
        add(value.hi(), value.lo());
    }

    /** Adds {@code a·b} and its rounding error; exact unless the product is below 2⁻⁹⁶⁸. */
    public void addProduct(double a, double b) {
        double product = a * b;
        add(product, ErrorFree.productError(a, b, product));
    }

    /**
     * Adds {@code values[from]} to {@code values[to - 1]} in sixteen lanes, which are then added up. Splitting a range
     * changes the order of additions, and so perhaps the last digit of {@code lo}.
     */
    public void add(double[] values, int from, int to) {
        LaneSums lanes = new LaneSums();
        lanes.add(values, from, to);
        DoubleDouble total = lanes.total();
        add(total.hi(), total.lo());
    }

    /** Adds another sum and its running error. */
    public void add(CompensatedSum other) {
        add(other.sum, other.error);
    }

    /** The total, rounded once to float64. */
    public double value() {
        return hi();
    }

    /** The total, rounded once to float64. */
    public double hi() {
        return Double.isFinite(sum) ? sum + error : sum;
    }

    /** The total less {@link #hi()}: at most half an ulp of it, and 0 if it is not finite. */
    public double lo() {
        return ErrorFree.sumError(sum, error, hi());
    }

    /** The total as a double-double. */
    public DoubleDouble total() {
        return new DoubleDouble(hi(), lo());
    }

    /** Sets the sum to 0. */
    public void reset() {
        sum = 0.0;
        error = 0.0;
    }

    private void add(double value, double valueError) {
        double next = sum + value;
        error += ErrorFree.sumError(sum, value, next) + valueError;
        sum = next;
    }
}
