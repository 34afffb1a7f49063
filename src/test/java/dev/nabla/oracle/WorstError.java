package dev.nabla.oracle;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * The greatest distance from the exact value that was met, and where.
 *
 * @param ulps
 *            as {@link Ulps#distance} counts them
 * @param at
 *            the argument
 */
public record WorstError(double ulps, double at) {

    /** Measures a function of one float64 number at every point. */
    public static WorstError of(DoubleUnaryOperator actual, UnaryOperator<BigDecimal> exact, DoubleStream points) {
        return points.mapToObj(
                x -> new WorstError(Ulps.distance(actual.applyAsDouble(x), exact.apply(new BigDecimal(x))), x))
                .max(Comparator.comparingDouble(WorstError::ulps)).orElseThrow();
    }
}
