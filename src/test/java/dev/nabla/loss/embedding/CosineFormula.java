package dev.nabla.loss.embedding;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cosine of two vectors, from padded squares of their norms.
 *
 * @param padded maps the square of a norm to the padded one
 */
record CosineFormula(BigDecimal[] a, BigDecimal[] b, UnaryOperator<BigDecimal> padded, Arithmetic math) {

    /** With squared norms of at least eps². */
    static CosineFormula floored(Sample sample, double eps, Arithmetic math) {
        BigDecimal least = new BigDecimal(eps).pow(2);
        return new CosineFormula(sample.all("predictions"), sample.all("targets"), square -> math.max(square, least),
                math);
    }

    private static BigDecimal dot(BigDecimal[] a, BigDecimal[] b) {
        return IntStream.range(0, a.length).mapToObj(k -> a[k].multiply(b[k])).reduce(BigDecimal.ZERO,
                BigDecimal::add);
    }

    private BigDecimal squares() {
        return padded.apply(dot(a, a)).multiply(padded.apply(dot(b, b)));
    }

    /** The parts of the cosine that the components contribute; they may cancel. */
    List<BigDecimal> terms() {
        BigDecimal root = math.sqrt(squares());
        return IntStream.range(0, a.length).mapToObj(k -> math.divide(a[k].multiply(b[k]), root)).toList();
    }

    /** 1 − c; of vectors that are close it is (A B − (a·b)²)/(√(A B)·(√(A B) + a·b)), whose numerator is exact. */
    List<BigDecimal> complement() {
        BigDecimal dot = dot(a, b);
        BigDecimal root = math.sqrt(squares());
        return math.compare(dot.multiply(BigDecimal.TWO), root) > 0
                ? List.of(math.divide(squares().subtract(dot.pow(2)), root.multiply(root.add(dot))))
                : Stream.concat(Stream.of(BigDecimal.ONE), terms().stream().map(BigDecimal::negate)).toList();
    }

    /** The size of b_k/√(A B) and c a_k/A, which cancel in the gradient of nearly parallel vectors. */
    BigDecimal gradientSize(Place place, boolean isFirst) {
        BigDecimal[] own = isFirst ? a : b;
        BigDecimal[] other = isFirst ? b : a;
        BigDecimal root = math.sqrt(squares());
        BigDecimal cosine = math.divide(dot(a, b), root);
        BigDecimal direct = math.divide(other[place.index()], root);
        BigDecimal turned = math.divide(cosine.multiply(own[place.index()]), padded.apply(dot(own, own)));
        return direct.abs().add(turned.abs());
    }

    /** The norm of a vector, over which the cosine is smooth. */
    BigDecimal norm(boolean isFirst) {
        BigDecimal square = isFirst ? padded.apply(dot(a, a)) : padded.apply(dot(b, b));
        return math.sqrt(square);
    }
}
