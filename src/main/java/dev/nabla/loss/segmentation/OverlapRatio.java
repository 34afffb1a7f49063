package dev.nabla.loss.segmentation;

import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * The distance {@code 1 − A/B}, and its derivatives with respect to {@code B − A} and, with the opposite sign, {@code A}.
 *
 * @param distance {@code (B − A)/B}
 * @param mismatchSlope {@code A/B²}
 * @param hitSlope {@code (B − A)/B²}
 */
record OverlapRatio(ScaledDoubleDouble distance, ScaledDoubleDouble mismatchSlope, ScaledDoubleDouble hitSlope) {

    private static final OverlapRatio OF_INFINITE_WHOLE = new OverlapRatio(ScaledDoubleDouble.ONE,
            ScaledDoubleDouble.ZERO, ScaledDoubleDouble.ZERO);

    static OverlapRatio of(Overlap overlap, OverlapWeights weights, double smoothNr, double smoothDr) {
        ScaledDoubleDouble part = overlap.hits().times(weights.hits()).plus(ScaledDoubleDouble.of(smoothNr));
        ScaledDoubleDouble whole = overlap.whole().plus(ScaledDoubleDouble.of(smoothDr));
        ScaledDoubleDouble rest = overlap.mismatch().plus(ScaledDoubleDouble.difference(smoothDr, smoothNr));
        if (whole.isInfinite() && !part.isInfinite()) {
            return OF_INFINITE_WHOLE;
        }
        ScaledDoubleDouble mismatchSlope = part.dividedBy(whole).dividedBy(whole);
        ScaledDoubleDouble distance = rest.dividedBy(whole);
        return new OverlapRatio(distance, weights.isSquared() ? mismatchSlope.shifted(1) : mismatchSlope,
                distance.dividedBy(whole));
    }
}
