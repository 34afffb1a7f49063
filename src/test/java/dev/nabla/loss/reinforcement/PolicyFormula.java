package dev.nabla.loss.reinforcement;

import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;

/** A formula of log-probabilities: exponentials of them are smooth over a distance of 1, however small they are. */
@FunctionalInterface
interface PolicyFormula extends Formula {

    @Override
    default BigDecimal scale(Sample sample, Place place) {
        return BigDecimal.ONE;
    }
}
