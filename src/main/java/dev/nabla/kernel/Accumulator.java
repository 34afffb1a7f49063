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
public final class Accumulator {

    /** A multiple of every vector register's lane count (2, 4 or 8 doubles), so that registers only share the work. */
    static final int LANES = 16;

    private double sum;
    private double error;

    /** Adds one number. */
    public void add(double value) {
        add(value, 0.0);
    }

    /** Adds {@code a·b} with the product's own rounding error (exact unless the product is below 2⁻⁹⁶⁸). */
    public void addProduct(double a, double b) {
        double product = a * b;
        add(product, ErrorFree.productError(a, b, product));
    }

    /**
     * Adds {@code values[from]} up to, but without, {@code values[to]}.
     *
     * <p>
     * Value {@code from + i} goes to lane {@code i mod 16}. Each lane is a compensated sum that starts at 0; then lane
     * {@code j} takes in lane {@code j + 8}, the first eight; {@code j + 4}, the first four; {@code j + 2};
     * {@code j + 1}; and lane 0 is added to this sum. A range split over two calls is another order, hence perhaps
     * another last digit of {@code lo}.
     */
    public void add(double[] values, int from, int to) {
        double[] sums = new double[LANES];
        double[] errors = new double[LANES];
        int rounds = to - (to - from) % LANES;
        ArrayKernel.BEST.addRounds(values, from, rounds, sums, errors);
        for (int i = rounds; i < to; i++) {
            addToLane(sums, errors, i - rounds, values[i], 0.0);
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                addToLane(sums, errors, lane, sums[lane + half], errors[lane + half]);
            }
        }
        add(sums[0], errors[0]);
    }

    /** Adds another sum with its running error. */
    public void add(Accumulator other) {
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

    static void addToLane(double[] sums, double[] errors, int lane, double value, double valueError) {
        double next = sums[lane] + value;
        errors[lane] += ErrorFree.sumError(sums[lane], value, next) + valueError;
        sums[lane] = next;
    }
}
