package dev.nabla.loss.sequence;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ExtendedSoftmax;
import dev.nabla.kernel.PositiveNumbers;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The probabilities of the classes of a target at each time step: of logits the softmax, or given by their logarithms. The latter
 * need not sum to 1; they are relative to the largest of the classes, so that a sum of alignments is near 1 if one prevails.
 */
final class Emissions {

    /** A smaller probability is told by its logarithm, because it may be below float64. */
    private static final double SMALL = 0x1p-80;

    private final double[] predictions;
    private final int classes;
    private final @Nullable ExtendedSoftmax softmax;
    private final CompensatedSum reference = new CompensatedSum();
    private final PositiveNumbers term = new PositiveNumbers(1);
    private int start;
    private int stride;
    private int place;

    /**
     * The emissions of a batch of sequences.
     *
     * @param predictions logits or log-probabilities
     * @param classes the number of classes, the last axis of the predictions
     */
    Emissions(boolean isOfLogits, double[] predictions, int classes) {
        this.predictions = predictions;
        this.classes = classes;
        this.softmax = isOfLogits ? new ExtendedSoftmax(predictions, classes) : null;
    }

    /**
     * Chooses a sequence.
     *
     * @param start where the predictions of its first time step start
     * @param stride the distance between those of adjacent time steps
     */
    void choose(int start, int stride, int times) {
        this.start = start;
        this.stride = stride;
        reference.reset();
        if (softmax != null) {
            softmax.choose(start, stride, times);
        }
    }

    /** The sum of the logarithms that probabilities are relative to. */
    ScaledDoubleDouble reference() {
        return reference.scaledTotal();
    }

    /**
     * Writes the probabilities of some classes at a time step, the first or the next one.
     *
     * @param at where to write the first
     * @return whether they exist
     */
    boolean write(int time, int[] some, PositiveNumbers into, int at) {
        place = start + time * stride;
        return softmax == null ? writeGiven(some, into, at) : writeSoftmax(softmax, time, some, into, at);
    }

    private boolean writeSoftmax(ExtendedSoftmax step, int time, int[] some, PositiveNumbers into, int at) {
        boolean isDefined = step.goTo(time);
        for (int slot = 0; isDefined && slot < some.length; slot++) {
            DoubleDouble probability = step.probability(some[slot]);
            if (probability.hi() > SMALL) {
                into.set(at + slot, probability);
            } else {
                into.setExponential(at + slot, predictions[place + some[slot]], step.largest());
                into.scale(at + slot, step.inverse());
            }
        }
        return isDefined;
    }

    private boolean writeGiven(int[] some, PositiveNumbers into, int at) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int label : some) {
            largest = Math.max(largest, predictions[place + label]);
        }
        if (largest == Double.POSITIVE_INFINITY || containsNaN()) {
            return false;
        }
        double finite = Math.max(largest, -Double.MAX_VALUE);
        reference.add(finite);
        for (int slot = 0; slot < some.length; slot++) {
            into.setExponential(at + slot, predictions[place + some[slot]], finite);
        }
        return true;
    }

    private boolean containsNaN() {
        boolean isAny = false;
        for (int i = place; i < place + classes; i++) {
            isAny |= Double.isNaN(predictions[i]);
        }
        return isAny;
    }

    /** Whether the probabilities of a time step sum to 1. */
    boolean areNormalized() {
        return softmax != null;
    }

    /** Writes the probability at the last time step, a softmax, of all classes but some. */
    void writeOthers(int[] some, PositiveNumbers into, int at) {
        ExtendedSoftmax step = Objects.requireNonNull(softmax);
        double[] others = Arrays.copyOfRange(predictions, place, place + classes);
        for (int label : some) {
            others[label] = Double.NEGATIVE_INFINITY;
        }
        into.set(at, DoubleDouble.ZERO);
        for (double other : others) {
            term.setExponential(0, other, step.largest());
            into.add(at, term, 0);
        }
        into.scale(at, step.inverse());
    }

    /** Writes the derivative of the normalization at the last time step: the softmax times a factor; of given ones nothing. */
    void writeNormalization(DoubleDouble factor, double[] gradient) {
        if (softmax != null) {
            softmax.probabilities(factor, gradient, place);
        }
    }

    /** The derivative of −log P with respect to a prediction: what is expected without the target less what is with it. */
    DoubleDouble slope(PositiveNumbers emissions, int place, DoubleDouble posterior) {
        return softmax != null ? emissions.get(place).minus(posterior) : posterior.negated();
    }
}
