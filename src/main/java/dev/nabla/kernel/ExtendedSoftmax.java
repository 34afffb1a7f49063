package dev.nabla.kernel;

/**
 * The softmax of rows of logits in double-double, one row after the other. Exponentials are computed of as many rows at once as it
 * takes to run them in vectors.
 */
public final class ExtendedSoftmax {

    /** So many exponentials at once, or those of a longer row. They and what they are computed from fit into L1. */
    private static final int BLOCK = 512;

    private final double[] logits;
    private final int classes;
    private final int rowsAtOnce;
    private final double[] exponents;
    private final double[] errors;
    private final double[] high;
    private final double[] low;
    private final double[] largest;
    private int start;
    private int stride;
    private int rows;
    private int entered;
    private int first;
    private DoubleDouble inverse = DoubleDouble.ONE;

    /**
     * Room for rows.
     *
     * @param logits those of all rows
     * @param classes the length of a row, at least 1
     */
    public ExtendedSoftmax(double[] logits, int classes) {
        this.logits = logits;
        this.classes = classes;
        this.rowsAtOnce = Math.max(1, BLOCK / classes);
        int size = rowsAtOnce * classes;
        this.exponents = new double[size];
        this.errors = new double[size];
        this.high = new double[size];
        this.low = new double[size];
        this.largest = new double[rowsAtOnce];
    }

    /**
     * Chooses rows.
     *
     * @param start where the first one starts
     * @param stride the distance between adjacent ones
     */
    public void choose(int start, int stride, int rows) {
        this.start = start;
        this.stride = stride;
        this.rows = rows;
    }

    /**
     * Goes to a row: to the first of those chosen, then to one after the other.
     *
     * @return whether its softmax exists; it does not if a logit is +∞ or NaN, or if all are −∞
     */
    public boolean goTo(int row) {
        entered = row % rowsAtOnce;
        first = entered * classes;
        if (entered == 0) {
            exponentiate(row, Math.min(rowsAtOnce, rows - row));
        }
        DoubleDouble sum = sum();
        inverse = DoubleDouble.ONE.dividedBy(sum);
        return Double.isFinite(largest()) && !Double.isNaN(sum.hi());
    }

    private void exponentiate(int row, int count) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(logits, start + (row + i) * stride, exponents, i * classes, classes);
        }
        for (int i = 0; i < count; i++) {
            writeDistances(i);
        }
        ElementaryKernel.BEST.extendedExp(exponents, count * classes, high, low);
        for (int i = 0; i < count * classes; i++) {
            double rest = Math.fma(high[i], errors[i], low[i]);
            double rounded = high[i] + rest;
            low[i] = rest - (rounded - high[i]);
            high[i] = rounded;
        }
    }

    /** Replaces the logits of a row by their differences from the largest. */
    private void writeDistances(int row) {
        int from = row * classes;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + classes; i++) {
            most = Math.max(most, exponents[i]);
        }
        largest[row] = most;
        for (int i = from; i < from + classes; i++) {
            double difference = exponents[i] - most;
            errors[i] = ErrorFree.differenceError(exponents[i], most, difference);
            exponents[i] = difference;
        }
    }

    private DoubleDouble sum() {
        double sum = 0;
        double rest = 0;
        for (int i = first; i < first + classes; i++) {
            double next = sum + high[i];
            rest += ErrorFree.finiteSumError(sum, high[i], next) + low[i];
            sum = next;
        }
        return DoubleDouble.normalized(sum, rest);
    }

    /** The largest logit of the row. */
    public double largest() {
        return largest[entered];
    }

    /** What exponentials relative to the largest are multiplied by. */
    public DoubleDouble inverse() {
        return inverse;
    }

    /** The probability of a class, within 2⁻⁵⁷ of itself unless it is subnormal. */
    public DoubleDouble probability(int index) {
        return new DoubleDouble(high[first + index], low[first + index]).times(inverse);
    }

    /** Writes the probabilities of all classes, times a factor. */
    public void probabilities(DoubleDouble factor, double[] into, int to) {
        DoubleDouble scale = inverse.times(factor);
        ArrayKernel.BEST.scale(high, first, first + classes, scale.hi(), scale.lo(), exponents);
        System.arraycopy(exponents, first, into, to, classes);
    }
}
