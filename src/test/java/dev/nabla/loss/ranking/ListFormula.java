package dev.nabla.loss.ranking;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A loss of lists in exact arithmetic, given that of one list. */
interface ListFormula extends Formula {

    /** The terms of a list of unmasked items. */
    List<BigDecimal> terms(BigDecimal[] scores, BigDecimal[] relevance, Arithmetic math);

    @Override
    default List<BigDecimal> terms(Sample sample, Arithmetic math) {
        List<BigDecimal> terms = terms(scores(sample), relevance(sample), math);
        return terms.isEmpty() ? List.of(BigDecimal.ZERO) : terms;
    }

    static BigDecimal[] scores(Sample sample) {
        return numbers(sample, "predictions");
    }

    static BigDecimal[] relevance(Sample sample) {
        return numbers(sample, "targets");
    }

    private static BigDecimal[] numbers(Sample sample, String input) {
        BigDecimal[] all = sample.all(input);
        return Arrays.stream(members(sample)).mapToObj(item -> all[item]).toArray(BigDecimal[]::new);
    }

    /** The unmasked items of the row of a value. */
    static int[] members(Sample sample) {
        int length = sample.all("predictions").length / sample.the("values").intValueExact();
        int start = sample.the("value").intValueExact() * length;
        return IntStream.range(start, start + length).filter(item -> sample.all("mask")[item].signum() > 0).toArray();
    }

    @Override
    default boolean isIgnored(Sample sample) {
        return members(sample).length == 0;
    }

    @Override
    default BigDecimal scale(Sample sample, Place place) {
        return BigDecimal.ONE;
    }
}
