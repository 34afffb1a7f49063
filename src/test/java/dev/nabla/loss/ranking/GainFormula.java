package dev.nabla.loss.ranking;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Gains and discounts of a list in exact arithmetic. */
final class GainFormula {

    private GainFormula() {}

    /** 2^t − 1. */
    static BigDecimal[] gains(BigDecimal[] relevance, Arithmetic math) {
        return Arrays.stream(relevance).map(t -> math.pow(BigDecimal.TWO, t).subtract(BigDecimal.ONE))
                .toArray(BigDecimal[]::new);
    }

    /** 1/log₂(1 + r). */
    static BigDecimal discount(BigDecimal rank, Arithmetic math) {
        return math.divide(math.log(BigDecimal.TWO), math.log(rank.add(BigDecimal.ONE)));
    }

    /** The discounted cumulative gain of the order by gain, of some places. */
    static BigDecimal ideal(BigDecimal[] gains, long depth, Arithmetic math) {
        BigDecimal[] sorted = gains.clone();
        Arrays.sort(sorted, Comparator.reverseOrder());
        return IntStream.range(0, (int) Math.min(depth, sorted.length))
                .mapToObj(place -> sorted[place].multiply(discount(BigDecimal.valueOf(place + 1), math)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
