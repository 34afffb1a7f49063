package dev.nabla.loss.preference;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Sample;
import dev.nabla.oracle.SmoothFormula;
import java.math.BigDecimal;
import java.util.List;

/** A formula of h = (c − c₀) − (r − r₀). */
@FunctionalInterface
interface LeadFormula extends SmoothFormula {

    List<BigDecimal> terms(BigDecimal h, Arithmetic math);

    @Override
    default List<BigDecimal> terms(Sample sample, Arithmetic math) {
        return terms(lead(sample), math);
    }

    static BigDecimal lead(Sample sample) {
        BigDecimal policy = sample.the("chosen_logps").subtract(sample.the("rejected_logps"));
        return policy.subtract(sample.the("reference_chosen_logps")).add(sample.the("reference_rejected_logps"));
    }
}
