package dev.nabla.loss.sequence;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.PositiveNumbers;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The probabilities of the classes of a target at each time step: of logits the softmax, or given by their logarithms. The latter
 * need not sum to 1; they are relative to the largest of the classes, so that a sum of alignments is near 1 if one prevails.
 */
final class Emissions {

    private final boolean isOfLogits;
    private final double[] predictions;
    private final int classes;
    private final double[] row;
    private final double[] exponentials;
    private final double[] probabilities;
    private final CompensatedSum reference = new CompensatedSum();
    private final PositiveNumbers term = new PositiveNumbers(1);
    private @Nullable StableSoftmax softmax;
    private DoubleDouble inverse = DoubleDouble.ONE;

    /**
     * The emissions of a batch of sequences.
     *
     * @param predictions logits or log-probabilities
     * @param classes the number of classes, the last axis of the predictions
     */
    Emissions(boolean isOfLogits, double[] predictions, int classes) {
        this.isOfLogits = isOfLogits;
        this.predictions = predictions;
        this.classes = classes;
        this.row = new double[classes];
        this.exponentials = new double[classes];
        this.probabilities = new double[classes];
    }

    /** Starts another sequence. */
    void reset() {
        reference.reset();
    }

    /** The sum of the logarithms that probabilities are relative to. */
    ScaledDoubleDouble reference() {
        return reference.scaledTotal();
    }

    /**
     * Writes the probabilities of some classes at a time step.
     *
     * @param start where the predictions of the step start
     * @param at where to write the first
     * @return whether they exist
     */
    boolean write(int start, int[] some, PositiveNumbers into, int at) {
        System.arraycopy(predictions, start, row, 0, classes);
        return isOfLogits ? writeSoftmax(some, into, at) : writeGiven(some, into, at);
    }

    private boolean writeSoftmax(int[] some, PositiveNumbers into, int at) {
        StableSoftmax step = new StableSoftmax(row, classes, exponentials);
        softmax = step;
        if (!step.isDefined()) {
            return false;
        }
        double largest = row[step.largest()];
        double correction = 0;
        for (int slot = 0; slot < some.length; slot++) {
            into.setExponential(at + slot, row[some[slot]], largest);
            correction += into.get(at + slot).minus(exponentials[some[slot]]).value();
        }
        inverse = DoubleDouble.ONE.dividedBy(step.sum().plus(correction));
        for (int slot = 0; slot < some.length; slot++) {
            into.scale(at + slot, inverse);
        }
        return true;
    }

    private boolean writeGiven(int[] some, PositiveNumbers into, int at) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int label : some) {
            largest = Math.max(largest, row[label]);
        }
        if (largest == Double.POSITIVE_INFINITY || containsNaN()) {
            return false;
        }
        double finite = Math.max(largest, -Double.MAX_VALUE);
        reference.add(finite);
        for (int slot = 0; slot < some.length; slot++) {
            into.setExponential(at + slot, row[some[slot]], finite);
        }
        return true;
    }

    private boolean containsNaN() {
        boolean isAny = false;
        for (double number : row) {
            isAny |= Double.isNaN(number);
        }
        return isAny;
    }

    /** Whether the probabilities of a time step sum to 1. */
    boolean areNormalized() {
        return isOfLogits;
    }

    /** Writes the probability at the last time step, a softmax, of all classes but some. */
    void writeOthers(int[] some, PositiveNumbers into, int at) {
        double largest = Arrays.stream(row).max().orElseThrow();
        double[] others = row.clone();
        for (int label : some) {
            others[label] = Double.NEGATIVE_INFINITY;
        }
        into.set(at, DoubleDouble.ZERO);
        for (double other : others) {
            term.setExponential(0, other, largest);
            into.add(at, term, 0);
        }
        into.scale(at, inverse);
    }

    /** Writes the derivative of the normalization at the last time step: the softmax times a factor; of given ones nothing. */
    void writeNormalization(int start, DoubleDouble factor, double[] gradient) {
        if (softmax != null) {
            softmax.probabilities(factor, probabilities);
            System.arraycopy(probabilities, 0, gradient, start, classes);
        }
    }

    /** The derivative of −log P with respect to a prediction: what is expected without the target less what is with it. */
    DoubleDouble slope(PositiveNumbers emissions, int place, DoubleDouble posterior) {
        return isOfLogits ? emissions.get(place).minus(posterior) : posterior.negated();
    }
}
