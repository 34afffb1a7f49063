package dev.nabla.kernel;

/**
 * The softmax of a row of logits without cancellation: it keeps the exponentials relative to the largest logit, their sum
 * without the 1 of the largest, and the logarithm of the sum.
 *
 * <p>Every exponent is the exact difference of two logits, so logits of ±10⁴ lose no digits. The complement of a probability
 * is the sum of the others, never a difference from 1. Results are unspecified if the largest logit is infinite or a logit
 * is NaN: see {@link #isDefined}.
 */
public final class StableSoftmax {

    /** Classes per block: their logits and exponentials fit into L1. A multiple of {@link LaneSums#COUNT}. */
    private static final int BLOCK = 1024;

    /** Only exponentials above this fraction of a sum, at most 16 of them, are recomputed in double-double. */
    private static final double MATTERING = 16;

    private final double[] logits;
    private final double[] exponentials;
    private final int count;
    private final double temperature;
    private final int largest;
    private final DoubleDouble others;
    private final DoubleDouble sum;
    private final DoubleDouble inverse;
    private final double logSum;

    /**
     * Computes the exponentials of {@code count} logits.
     *
     * @param logits the logits
     * @param count number of logits, at least 1
     * @param exponentials receives the exponentials
     */
    public StableSoftmax(double[] logits, int count, double[] exponentials) {
        this(logits, count, 1, exponentials);
    }

    /**
     * Computes the exponentials of {@code count} logits, each divided by a temperature.
     *
     * @param logits the logits
     * @param count number of logits, at least 1
     * @param temperature divisor of the logits, positive
     * @param exponentials receives the exponentials
     */
    public StableSoftmax(double[] logits, int count, double temperature, double[] exponentials) {
        this.logits = logits;
        this.exponentials = exponentials;
        this.count = count;
        this.temperature = temperature;
        this.largest = ArrayKernel.BEST.indexOfLargest(logits, 0, count);
        this.others = exponentiate();
        this.sum = others.plus(1);
        this.inverse = DoubleDouble.of(1).dividedBy(sum);
        this.logSum = Elementary.log1p(others.hi(), others.lo());
    }

    /** Writes the exponentials and returns the sum of all but the largest. */
    private DoubleDouble exponentiate() {
        LaneSums sum = new LaneSums();
        for (int from = 0; from < count; from += BLOCK) {
            int to = Math.min(from + BLOCK, count);
            exponentiate(from, to);
            if (from <= largest && largest < to) {
                exponentials[largest] = 0;
            }
            sum.add(exponentials, from, to);
        }
        exponentials[largest] = 1;
        DoubleDouble total = sum.total();
        return DoubleDouble.normalized(total.hi(), total.lo());
    }

    private void exponentiate(int from, int to) {
        if (temperature == 1) {
            ArrayKernel.BEST.exponentials(logits, from, to, logits[largest], exponentials);
            return;
        }
        for (int i = from; i < to; i++) {
            DoubleDouble exponent = distance(i).negated();
            exponentials[i] = Elementary.exp(exponent.hi(), exponent.lo());
        }
    }

    /** The largest logit less this one; exact unless the temperature divides it. */
    private DoubleDouble distance(int index) {
        DoubleDouble distance = DoubleDouble.difference(logits[largest], logits[index]);
        if (temperature == 1) {
            return distance;
        }
        return Double.isInfinite(distance.hi())
                ? scaledDistance(index).toDoubleDouble()
                : distance.dividedBy(temperature);
    }

    /** The same, also beyond float64. */
    private ScaledDoubleDouble scaledDistance(int index) {
        return ScaledDoubleDouble.difference(logits[largest], logits[index]).dividedBy(DoubleDouble.of(temperature));
    }

    /** Whether the softmax exists. It does not if a logit is +∞ or NaN, or if all are −∞. */
    public boolean isDefined() {
        return Double.isFinite(logits[largest]) && !Double.isNaN(sum.hi());
    }

    /** The class with the largest logit, or the first of them. */
    public int largest() {
        return largest;
    }

    /** The sum of the exponentials, that of the largest logit being 1. */
    public DoubleDouble sum() {
        return sum;
    }

    /** The probability of a class. */
    public DoubleDouble probability(int index) {
        return inverse.times(exponentials[index]);
    }

    /** Writes the probabilities of all classes, times a factor. */
    public void probabilities(double factor, double[] into) {
        probabilities(DoubleDouble.of(factor), into);
    }

    /** Writes the probabilities of all classes, times a factor. */
    public void probabilities(DoubleDouble factor, double[] into) {
        DoubleDouble scale = inverse.times(factor);
        ArrayKernel.BEST.scale(exponentials, 0, count, scale.hi(), scale.lo(), into);
    }

    /** One minus the probability of a class: the probability of all others. */
    public DoubleDouble complement(int index) {
        return (index == largest ? others : sum.minus(exponentials[index])).times(inverse);
    }

    /**
     * The probability of one class in double-double.
     *
     * @param complement the probability of all other classes
     * @param negativeLogProbability −log of the class's probability
     */
    public record Precise(DoubleDouble complement, DoubleDouble negativeLogProbability) {}

    /**
     * The probability of a class in double-double, for powers of it. Exponentials above 1/16 of the sum are recomputed with
     * more digits; the errors of smaller ones are negligible.
     */
    public Precise precise(int index) {
        DoubleDouble rest = index == largest ? others : sum.minus(exponentials[index]);
        double least = rest.hi() / MATTERING;
        for (int i = 0; i < count; i++) {
            if (exponentials[i] > least && i != index && i != largest) {
                rest = rest.plus(preciseExponential(i).minus(exponentials[i]));
            }
        }
        DoubleDouble own = index == largest ? DoubleDouble.of(1) : preciseExponential(index);
        DoubleDouble complement = rest.dividedBy(rest.plus(own));
        return new Precise(complement, complement.hi() < 0.5
                ? Extended.log1p(complement.negated()).negated()
                : distance(index).plus(Extended.log1p(others)));
    }

    private DoubleDouble preciseExponential(int index) {
        DoubleDouble exponent = distance(index).negated();
        return Extended.exp(exponent);
    }

    /** The negative log-probability of a class. */
    public DoubleDouble negativeLogProbability(int index) {
        return distance(index).plus(logSum);
    }

    /** The negative log-probability of a class, also beyond float64. */
    public ScaledDoubleDouble scaledNegativeLogProbability(int index) {
        DoubleDouble log = negativeLogProbability(index);
        return Double.isInfinite(log.hi()) ? scaledDistance(index) : ScaledDoubleDouble.of(log);
    }

    /** The negative log-probability of a class times a weight: 0 if that is 0, and finite wherever the product is. */
    public DoubleDouble weightedNegativeLogProbability(int index, DoubleDouble weight) {
        DoubleDouble product = weight.times(negativeLogProbability(index));
        return Double.isFinite(product.hi())
                ? product
                : scaledNegativeLogProbability(index).timesOrZero(ScaledDoubleDouble.of(weight)).toDoubleDouble();
    }
}
