package dev.nabla.network.layer;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
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

    /** The softmax p of some scores s, of which ∂pᵢ/∂sⱼ = pᵢ·(δᵢⱼ − pⱼ). */
    static Sized[] softmax(Sized[] scores, Arithmetic math) {
        BigDecimal largest = Arrays.stream(scores).map(Sized::value).reduce(BigDecimal::max).orElseThrow();
        BigDecimal[] exponentials = Arrays.stream(scores).map(score -> math.exp(score.value.subtract(largest)))
                .toArray(BigDecimal[]::new);
        BigDecimal sum = Arrays.stream(exponentials).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal[] p = Arrays.stream(exponentials).map(each -> math.divide(each, sum)).toArray(BigDecimal[]::new);
        return IntStream.range(0, p.length).mapToObj(i -> {
            BigDecimal size = IntStream.range(0, p.length)
                    .mapToObj(j -> (i == j ? BigDecimal.ONE.subtract(p[j]) : p[j]).round(CONTEXT)
                            .multiply(scores[j].size))
                    .reduce(BigDecimal.ONE, BigDecimal::add);
            return rounded(p[i], p[i].round(CONTEXT).multiply(size));
        }).toArray(Sized[]::new);
    }
}
