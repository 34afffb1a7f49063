package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.StableSoftmax;

/** The softmax of the similarities of an anchor, divided by a temperature, which derivatives are without. */
final class SimilaritySoftmax {

    private final SimilarityRow row;
    private final StableSoftmax softmax;
    private final DoubleDouble factor;

    private SimilaritySoftmax(SimilarityRow row, double temperature) {
        this.row = row;
        this.factor = row.cotangent();
        double[] logits = row.similarities();
        for (int j = 0; j < row.count(); j++) {
            logits[j] /= temperature;
        }
        this.softmax = new StableSoftmax(logits, row.count(), row.scratch()[0]);
    }

    static SimilaritySoftmax of(SimilarityRow row, double temperature) {
        return new SimilaritySoftmax(row, temperature);
    }

    /** Without the anchor itself. */
    static SimilaritySoftmax ofOthers(SimilarityRow row, double temperature) {
        row.similarities()[row.anchor()] = Double.NEGATIVE_INFINITY;
        return of(row, temperature);
    }

    /** Whether there are similarities, all of them numbers. */
    boolean isDefined() {
        return softmax.isDefined();
    }

    /** The negative log-probability of one partner, whose derivatives it writes. */
    double crossEntropy(int partner) {
        if (row.isWanted()) {
            softmax.probabilities(factor, row.slopes());
            row.slopes()[partner] = -softmax.complement(partner).times(factor).value();
        }
        return softmax.negativeLogProbability(partner).value();
    }

    /** The mean negative log-probability of some partners, whose derivatives it writes. */
    double crossEntropy(int[] partners) {
        if (row.isWanted()) {
            softmax.probabilities(factor, row.slopes());
        }
        DoubleDouble share = DoubleDouble.quotient(1, partners.length);
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int partner : partners) {
            sum = sum.plus(softmax.negativeLogProbability(partner));
            if (row.isWanted()) {
                row.slopes()[partner] = softmax.probability(partner).minus(share).times(factor).value();
            }
        }
        return sum.times(share).value();
    }
}
