package dev.nabla.loss.reinforcement;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Sample;
import dev.nabla.oracle.SmoothFormula;
import java.math.BigDecimal;
import java.util.List;

/** max(−rA, −clip(r)A), with dual_clip and A &lt; 0 the smaller of that and −cA. */
record ClippedFormula(ClippedRatio clip) implements SmoothFormula {

    @Override
    public List<BigDecimal> terms(Sample sample, Arithmetic math) {
        return List.of(surrogate(PolicyPoints.ratio(sample, math), sample.the("advantages"), math));
    }

    BigDecimal surrogate(BigDecimal ratio, BigDecimal advantage, Arithmetic math) {
        BigDecimal loss = math.max(ratio.multiply(advantage).negate(),
                clipped(ratio, math).multiply(advantage).negate());
        return clip.dualClip() == null || advantage.signum() >= 0
                ? loss
                : math.min(loss, new BigDecimal(clip.dualClip()).multiply(advantage).negate());
    }

    BigDecimal clipped(BigDecimal ratio, Arithmetic math) {
        Double high = clip.clipRangeHigh();
        BigDecimal above = BigDecimal.ONE.add(new BigDecimal(high == null ? clip.clipRange() : high));
        BigDecimal below = BigDecimal.ONE.subtract(new BigDecimal(clip.clipRange()));
        return math.min(math.max(ratio, below), above);
    }
}
