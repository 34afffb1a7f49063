package dev.nabla.oracle;

import java.math.BigDecimal;

/** A formula that is smooth over a distance of 1, however small or large its numbers are: of logits and log-probabilities. */
@FunctionalInterface
public interface SmoothFormula extends Formula {

    @Override
    default BigDecimal scale(Sample sample, Place place) {
        return BigDecimal.ONE;
    }
}
