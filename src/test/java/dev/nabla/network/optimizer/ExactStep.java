package dev.nabla.network.optimizer;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The numbers that a step begins with, with all their digits. */
record ExactStep(BigDecimal parameter, BigDecimal gradient, Map<String, BigDecimal> state) {

    /** The number in a slot, which is initially 0. */
    BigDecimal slot(String name) {
        return state.getOrDefault(name, BigDecimal.ZERO);
    }

    /** The number of this step. */
    BigDecimal step() {
        return slot("step").add(BigDecimal.ONE);
    }

    /** The gradient with weight decay (L2 penalty). */
    BigDecimal gradient(double weightDecay) {
        return gradient.add(parameter.multiply(new BigDecimal(weightDecay)));
    }

    /** The terms of a running average. */
    static List<BigDecimal> average(double decay, BigDecimal average, BigDecimal value) {
        return List.of(average.multiply(new BigDecimal(decay)), value.multiply(rest(decay)));
    }

    /** 1 − β. */
    static BigDecimal rest(double decay) {
        return BigDecimal.ONE.subtract(new BigDecimal(decay));
    }

    static BigDecimal sum(List<BigDecimal> terms) {
        return terms.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
