package dev.nabla.loss.classification;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;

/**
 * The projection of a row of scores onto the simplex, {@code p_c = max(x_c - τ, 0)} where the threshold τ makes them
 * sum to 1: the sparsemax of the row.
 *
 * <p>τ is found without sorting: it starts as the threshold of all candidates, and candidates below it are removed
 * until none is left to remove. Scores and τ are relative to the largest score and carry twice float64's digits, so
 * that scores of any size are accurate. If several scores are +∞, or all are -∞, there is no projection: see
 * {@link #isDefined}.
 *
 * @see <a href="https://doi.org/10.1007/BF00938486">Michelot (1986), A Finite Algorithm for Finding the Projection of a
 * Point onto the Canonical Simplex</a>
 */
final class SimplexProjection {

    private final double largest;
    private final DoubleDouble threshold;
    private final int support;

    /**
     * Finds the threshold of {@code count} scores.
     *
     * @param scores the scores
     * @param count how many there are, at least 1
     * @param candidates scratch space for as many values
     */
    SimplexProjection(double[] scores, int count, double[] candidates) {
        this.largest = largest(scores, count);
        System.arraycopy(scores, 0, candidates, 0, count);
        DoubleDouble bound = DoubleDouble.of(-1);
        int before;
        int left = keep(candidates, count, bound);
        do {
            before = left;
            bound = threshold(candidates, left);
            left = keep(candidates, left, bound);
        } while (left < before);
        this.threshold = bound;
        this.support = left;
    }

    private static double largest(double[] scores, int count) {
        double largest = scores[0];
        for (int c = 1; c < count; c++) {
            largest = Math.max(largest, scores[c]);
        }
        return largest;
    }

    /** Moves the candidates above a bound to the front and returns their number. */
    private int keep(double[] candidates, int count, DoubleDouble bound) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (bound.isLessThan(relative(candidates[i]))) {
                candidates[kept++] = candidates[i];
            }
        }
        return kept;
    }

    /** {@code (Σ x - 1) / count}: the threshold, if all candidates are above it. */
    private DoubleDouble threshold(double[] candidates, int count) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; i < count; i++) {
            sum.add(relative(candidates[i]));
        }
        return sum.total().minus(1).dividedBy(count);
    }

    /** A score minus the largest. */
    private DoubleDouble relative(double score) {
        return score == largest ? DoubleDouble.ZERO : DoubleDouble.difference(score, largest);
    }

    /** Whether the projection exists: with an infinite largest score, only if no other score equals it. */
    boolean isDefined() {
        return Double.isFinite(largest) || support == 1;
    }

    /** The number of probabilities above 0. */
    int support() {
        return support;
    }

    /** The probability of a score; 0 if it is not above the threshold. */
    DoubleDouble probability(double score) {
        DoubleDouble excess = relative(score).minus(threshold);
        return excess.hi() > 0 ? excess : DoubleDouble.ZERO;
    }

    /** How far a score is below the threshold; 0 if it is above. */
    DoubleDouble shortfall(double score) {
        DoubleDouble deficit = threshold.minus(relative(score));
        return deficit.hi() > 0 ? deficit : DoubleDouble.ZERO;
    }
}
