package dev.nabla.network.layer;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * An exact number and its size: to first order, the error of computing it in float64 is at most a roundoff of its size for each
 * rounding on the way to it. That of a sum is the size of its terms; that of a function of inexact numbers includes each of their
 * sizes times the derivative by it.
 */
record Sized(BigDecimal value, BigDecimal size) {

    static final Sized ZERO = new Sized(BigDecimal.ZERO, BigDecimal.ZERO);

    /** Roundoffs of smaller numbers are no smaller. */
    private static final BigDecimal LEAST = new BigDecimal(Double.MIN_NORMAL);
    /** What may be lost of a number, times its size: more than half an ulp for each of the roundings on the way to a score. */
    private static final BigDecimal LOST = new BigDecimal(8 * Math.ulp(1.0));
    private static final MathContext CONTEXT = MathContext.DECIMAL64;

    /** A number that is known. */
    static Sized of(BigDecimal value) {
        return new Sized(value, value.abs().round(CONTEXT));
    }

    private static Sized rounded(BigDecimal value, BigDecimal size) {
        return new Sized(value, size.max(LEAST).round(CONTEXT));
    }

    Sized plus(Sized other) {
        return new Sized(value.add(other.value), size.add(other.size, CONTEXT));
    }

    Sized minus(Sized other) {
        return new Sized(value.subtract(other.value), size.add(other.size, CONTEXT));
    }

    /** The sizes of both beyond their values, each times the other value, beside the product. */
    Sized times(Sized other) {
        BigDecimal own = value.abs().round(CONTEXT);
        BigDecimal others = other.value.abs().round(CONTEXT);
        return rounded(value.multiply(other.value),
                own.multiply(other.size).add(others.multiply(size.subtract(own))));
    }

    Sized dividedBy(BigDecimal divisor, Arithmetic math) {
        return rounded(math.divide(value, divisor), size.divide(divisor.abs(), CONTEXT));
    }

    /**
     * The softmax p of some scores s, of which ∂pᵢ/∂sⱼ = pᵢ·(δᵢⱼ − pⱼ): of the largest p that the errors of the scores allow, which may
     * be far from the exact ones where what is lost of a score is not small.
     */
    static Sized[] softmax(Sized[] scores, Arithmetic math) {
        Sized top = Arrays.stream(scores).max(Comparator.comparing(Sized::value)).orElseThrow();
        BigDecimal[] exponentials = Arrays.stream(scores).map(score -> math.exp(score.value.subtract(top.value)))
                .toArray(BigDecimal[]::new);
        BigDecimal sum = Arrays.stream(exponentials).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal[] most = Arrays.stream(scores).map(score -> score.mostProbable(top, sum, math))
                .toArray(BigDecimal[]::new);
        return IntStream.range(0, scores.length).mapToObj(i -> {
            BigDecimal others = BigDecimal.ZERO;
            BigDecimal size = BigDecimal.ONE;
            for (int j = 0; j < scores.length; j++) {
                if (j != i) {
                    others = others.add(most[j]);
                    size = size.add(most[j].multiply(scores[j].size));
                }
            }
            return rounded(math.divide(exponentials[i], sum),
                    most[i].multiply(size.add(others.min(BigDecimal.ONE).multiply(scores[i].size))));
        }).toArray(Sized[]::new);
    }

    /** The largest probability that this score may have, given the errors of it and the largest. */
    private BigDecimal mostProbable(Sized top, BigDecimal sum, Arithmetic math) {
        BigDecimal exponent = value.subtract(top.value).add(size.add(top.size).multiply(LOST));
        BigDecimal most = exponent.compareTo(BigDecimal.ONE) > 0
                ? BigDecimal.ONE
                : math.divide(math.exp(exponent), sum).min(BigDecimal.ONE);
        return most.round(CONTEXT);
    }
}
