package dev.nabla.loss.segmentation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import java.util.Arrays;

/** A probability and one minus it, neither of which loses digits where it is small. */
record Probability(DoubleDouble value, DoubleDouble complement) {

    private static final Probability UNDEFINED = of(Double.NaN);

    static Probability of(double probability) {
        return new Probability(DoubleDouble.of(probability), DoubleDouble.difference(1, probability));
    }

    static Probability sigmoid(double logit) {
        return new Probability(Extended.sigmoid(DoubleDouble.of(logit)), Extended.sigmoid(DoubleDouble.of(-logit)));
    }

    /** Writes the softmax of logits; NaN if one is NaN or +∞, or all are −∞. */
    static void softmax(double[] logits, Probability[] into) {
        int largest = 0;
        double sum = 0;
        for (int c = 0; c < logits.length; c++) {
            largest = logits[c] > logits[largest] ? c : largest;
            sum += logits[c];
        }
        if (!Double.isFinite(logits[largest]) || (Double.isNaN(sum) && isAnyNaN(logits))) {
            Arrays.fill(into, UNDEFINED);
            return;
        }
        DoubleDouble others = DoubleDouble.ZERO;
        DoubleDouble[] powers = new DoubleDouble[logits.length];
        for (int c = 0; c < logits.length; c++) {
            powers[c] = Extended.exp(DoubleDouble.difference(logits[c], logits[largest]));
            others = c == largest ? others : others.plus(powers[c]);
        }
        DoubleDouble total = others.plus(1);
        for (int c = 0; c < logits.length; c++) {
            DoubleDouble rest = c == largest ? others : total.minus(powers[c]);
            into[c] = new Probability(powers[c].dividedBy(total), rest.dividedBy(total));
        }
    }

    private static boolean isAnyNaN(double[] numbers) {
        return Arrays.stream(numbers).anyMatch(Double::isNaN);
    }

    /** The probability less a target between 0 and 1. */
    DoubleDouble minus(double target) {
        return target > 0.5 ? DoubleDouble.difference(1, target).minus(complement) : value.minus(target);
    }

    /**
     * Replaces derivatives with respect to the probabilities of a softmax by those with respect to its logits:
     * {@code p_c ((1 − p_c) G_c − Σ_{k≠c} p_k G_k)}.
     */
    static void throughSoftmax(Probability[] softmax, DoubleDouble[] derivatives) {
        int largest = 0;
        for (int c = 1; c < softmax.length; c++) {
            largest = softmax[largest].value.isLessThan(softmax[c].value) ? c : largest;
        }
        DoubleDouble smaller = DoubleDouble.ZERO;
        for (int c = 0; c < softmax.length; c++) {
            smaller = c == largest ? smaller : smaller.plus(softmax[c].value.times(derivatives[c]));
        }
        DoubleDouble all = smaller.plus(softmax[largest].value.times(derivatives[largest]));
        for (int c = 0; c < softmax.length; c++) {
            DoubleDouble others = c == largest ? smaller : all.minus(softmax[c].value.times(derivatives[c]));
            derivatives[c] = softmax[c].complement.times(derivatives[c]).minus(others).times(softmax[c].value);
        }
    }
}
