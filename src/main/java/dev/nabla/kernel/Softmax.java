package dev.nabla.kernel;

/**
 * The softmax of a row of logits, kept in parts that lose nothing: the exponentials relative to the largest logit, their
 * sum without the largest's own 1, and the logarithm of the sum.
 *
 * <p>Every exponent is the exact difference of two logits, so that logits of ±10⁴ cost no digits. One minus a
 * probability is the sum of the others and never a subtraction from 1. The answers mean nothing where the largest logit
 * is infinite or a logit is NaN: see {@link #isDefined}.
 */
public final class Softmax {

    private final double[] logits;
    private final double[] exponentials;
    private final int count;
    private final int largest;
    private final DoubleDouble others;
    private final DoubleDouble sum;
    private final DoubleDouble inverse;
    private final double logSum;

    /**
     * Computes the exponentials of {@code count} logits.
     *
     * @param logits the logits
     * @param count how many there are, at least 1
     * @param exponentials room for as many numbers
     */
    public Softmax(double[] logits, int count, double[] exponentials) {
        this.logits = logits;
        this.exponentials = exponentials;
        this.count = count;
        this.largest = indexOfLargest(logits, count);
        this.others = exponentiate();
        this.sum = others.plus(1);
        this.inverse = DoubleDouble.of(1).dividedBy(sum);
        this.logSum = Elementary.log1p(others.hi(), others.lo());
    }

    private static int indexOfLargest(double[] logits, int count) {
        int largest = 0;
        for (int i = 1; i < count; i++) {
            if (logits[i] > logits[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    private DoubleDouble exponentiate() {
        double max = logits[largest];
        ArrayKernel.BEST.exponentials(logits, count, max, exponentials);
        exponentials[largest] = 0;
        Accumulator total = new Accumulator();
        total.add(exponentials, 0, count);
        exponentials[largest] = 1;
        return new DoubleDouble(total.hi(), total.lo());
    }

    /** Whether the softmax exists: not with a logit of +∞, with none but -∞, or with NaN. */
    public boolean isDefined() {
        return Double.isFinite(logits[largest]) && !Double.isNaN(sum.hi());
    }

    /** The class of the largest logit; the first of several. */
    public int largest() {
        return largest;
    }

    /** The probability of a class. */
    public DoubleDouble probability(int index) {
        return inverse.times(exponentials[index]);
    }

    /** Writes the probabilities of all classes, times a factor. */
    public void probabilities(double factor, double[] into) {
        System.arraycopy(exponentials, 0, into, 0, count);
        Scaling.scale(into, count, inverse.times(factor));
    }

    /** The probability of all classes but this one. */
    public DoubleDouble complement(int index) {
        return (index == largest ? others : sum.minus(exponentials[index])).times(inverse);
    }

    /** The negative log-probability of a class. */
    public DoubleDouble surprise(int index) {
        return DoubleDouble.difference(logits[largest], logits[index]).plus(logSum);
    }
}
