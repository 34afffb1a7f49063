package dev.nabla.kernel;

/**
 * A sum that remembers what rounding took away, good to about twice float64's precision.
 *
 * <p>
 * Neumaier's form of Kahan summation: a running sum, and beside it the running sum of its rounding errors. For
 * {@code n} terms the error of {@code hi + lo} is about {@code n²·2⁻¹⁰⁶·Σ|xᵢ|}. Infinities, overflow and NaN behave as in
 * a plain IEEE sum.
 *
 * <p>
 * The answer depends on the order of the calls, and on nothing else. {@link #add(double[], int, int)} adds a whole
 * range in an order of its own: sixteen lanes, whatever the machine.
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

    /** Adds {@code a·b} with the product's own rounding error (exact unless the product is below 2⁻⁹⁶⁸). */
    public void addProduct(double a, double b) {
        double product = a * b;
        add(product, ErrorFree.productError(a, b, product));
    }

    /**
     * Adds {@code values[from]} up to, but without, {@code values[to]}, in sixteen lanes that are then put together. A
     * range split over two calls is another order, hence perhaps another last digit of {@code lo}.
     */
    public void add(double[] values, int from, int to) {
        LaneSums lanes = new LaneSums();
        lanes.add(values, from, to);
        DoubleDouble total = lanes.total();
        add(total.hi(), total.lo());
    }

    /** Adds another sum with its running error. */
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

    /** What {@link #hi()} leaves out of the total: at most half an ulp of it, and 0 when it is not finite. */
    public double lo() {
        return ErrorFree.sumError(sum, error, hi());
    }

    /** The total with what rounding to float64 would leave out. */
    public DoubleDouble total() {
        return new DoubleDouble(hi(), lo());
    }

    /** Starts again at 0. */
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
