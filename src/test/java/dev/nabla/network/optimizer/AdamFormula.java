package dev.nabla.network.optimizer;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adam and what its variants have in common, as Kingma and Ba state it, with AMSGrad and decoupled weight decay. */
final class AdamFormula {

    private final ExactStep step;
    private final Arithmetic math;
    private final Map<String, List<BigDecimal>> after = new LinkedHashMap<>();

    AdamFormula(ExactStep step, Arithmetic math) {
        this.step = step;
        this.math = math;
        after.put("step", List.of(step.step()));
    }

    static Map<String, List<BigDecimal>> of(AdamRule rule, ExactStep step, Arithmetic math) {
        AdamFormula formula = new AdamFormula(step, math);
        BigDecimal mean = formula.mean(rule.beta1(), step.gradient(rule.isDecoupled() ? 0 : rule.weightDecay()));
        BigDecimal square = formula.square(rule.beta2(), step.gradient(rule.isDecoupled() ? 0 : rule.weightDecay()));
        if (rule.amsgrad()) {
            square = square.max(step.slot("max_exp_avg_sq"));
            formula.put("max_exp_avg_sq", List.of(square));
        }
        BigDecimal size = math.sqrt(math.divide(square, formula.correction(rule.beta2())))
                .add(new BigDecimal(rule.eps()));
        BigDecimal rate = math.divide(new BigDecimal(rule.lr()), formula.correction(rule.beta1()));
        return formula.moved(formula.start(rule.isDecoupled(), rule.lr(), rule.weightDecay()),
                rate.multiply(formula.quotient(mean, size)).negate());
    }

    BigDecimal mean(double beta, BigDecimal gradient) {
        return put("exp_avg", ExactStep.average(beta, step.slot("exp_avg"), gradient));
    }

    BigDecimal square(double beta, BigDecimal gradient) {
        return put("exp_avg_sq", ExactStep.average(beta, step.slot("exp_avg_sq"), gradient.pow(2)));
    }

    BigDecimal put(String slot, List<BigDecimal> terms) {
        after.put(slot, terms);
        return ExactStep.sum(terms);
    }

    /** 1 − β^t. */
    BigDecimal correction(double beta) {
        return BigDecimal.ONE.subtract(math.pow(new BigDecimal(beta), step.step()));
    }

    /** 0/0 is 0: without eps a parameter rests until it has a gradient. */
    BigDecimal quotient(BigDecimal gradient, BigDecimal size) {
        return gradient.signum() == 0 ? BigDecimal.ZERO : math.divide(gradient, size);
    }

    /** The parameter before the update: less its decoupled weight decay, if any. */
    List<BigDecimal> start(boolean isDecoupled, double lr, double weightDecay) {
        BigDecimal decay = new BigDecimal(lr).multiply(new BigDecimal(weightDecay)).negate();
        return isDecoupled
                ? List.of(step.parameter(), step.parameter().multiply(decay))
                : List.of(step.parameter());
    }

    Map<String, List<BigDecimal>> moved(List<BigDecimal> start, BigDecimal... updates) {
        List<BigDecimal> terms = new ArrayList<>(start);
        terms.addAll(List.of(updates));
        after.put("parameter", terms);
        return after;
    }
}
