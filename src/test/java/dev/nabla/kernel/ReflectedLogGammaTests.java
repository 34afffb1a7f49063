package dev.nabla.kernel;

import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Reference;
import java.math.BigDecimal;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@link ReflectedLogGamma} to the bounds its documentation claims, below 0. */
class ReflectedLogGammaTests {

    private static final double NEXT_TO_ZEROS = 0x1p-54;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void lgammaShouldBeWithinItsBound() {
        assertWithin(0.53, ReflectedLogGamma::lgamma, Reference::lgamma, between(-30, 0), between(-4, -2),
                negative(-1074, 3));
    }

    @Test
    void digammaShouldBeWithinItsBound() {
        assertWithin(0.53, ReflectedLogGamma::digamma, Reference::digamma, between(-30, 0), between(-2, 0),
                negative(-1020, 9));
    }

    @Test
    void trigammaShouldBeWithinItsBound() {
        assertWithin(0.53, ReflectedLogGamma::trigamma, Reference::trigamma, between(-30, 0), between(-2, 0),
                negative(-510, 9));
    }

    @Test
    void tetragammaShouldBeWithinItsBound() {
        assertWithin(0.6, ReflectedLogGamma::tetragamma, x -> Reference.tetragamma(x, 60), between(-30, 0),
                between(-2, 0), negative(-340, 9));
    }

    // SciPy's gammaln and digamma are ∞ and NaN at negative integers; from C99, Annex F, lgamma is ∞ at −∞.
    @Test
    void polesShouldBeThoseOfScipy() {
        for (double x : new double[]{-1, -2, -1e10, -0x1p53, -1e300}) {
            assertThat(ReflectedLogGamma.lgamma(x)).isEqualTo(INFINITY);
            assertThat(ReflectedLogGamma.digamma(x)).isNaN();
            assertThat(ReflectedLogGamma.trigamma(x)).isEqualTo(INFINITY);
            assertThat(ReflectedLogGamma.tetragamma(x)).isNaN();
        }
        assertThat(ReflectedLogGamma.digamma(0.0)).isEqualTo(-INFINITY);
        assertThat(ReflectedLogGamma.digamma(-0.0)).isEqualTo(INFINITY);
        assertThat(ReflectedLogGamma.lgamma(-0.0)).isEqualTo(INFINITY);
        assertThat(ReflectedLogGamma.lgamma(-INFINITY)).isEqualTo(INFINITY);
        assertThat(ReflectedLogGamma.digamma(-INFINITY)).isNaN();
        assertThat(ReflectedLogGamma.trigamma(-INFINITY)).isNaN();
        assertThat(ReflectedLogGamma.tetragamma(-INFINITY)).isNaN();
    }

    @Test
    void functionsAboveZeroShouldBeThoseOfLogGamma() {
        between(0, 30).forEach(x -> {
            assertThat(ReflectedLogGamma.lgamma(x)).isEqualTo(LogGamma.lgamma(x));
            assertThat(ReflectedLogGamma.digamma(x)).isEqualTo(LogGamma.digamma(x));
            assertThat(ReflectedLogGamma.trigamma(x)).isEqualTo(LogGamma.trigamma(x));
            assertThat(ReflectedLogGamma.tetragamma(x)).isEqualTo(LogGamma.tetragamma(x));
        });
    }

    private static DoubleStream negative(int min, int max) {
        return ofExponents(min, max).map(x -> -Math.abs(x));
    }

    private static void assertWithin(double bound, DoubleUnaryOperator actual, UnaryOperator<BigDecimal> exact,
            DoubleStream... points) {
        Stream.of(points).flatMapToDouble(kind -> kind).forEach(x -> {
            double value = actual.applyAsDouble(x);
            BigDecimal expected = exact.apply(new BigDecimal(x));
            double error = new BigDecimal(value).subtract(expected).abs().doubleValue();
            assertThat(error).as("error of %s at %s", value, x)
                    .isLessThanOrEqualTo(Math.max(bound * Math.ulp(expected.doubleValue()), NEXT_TO_ZEROS));
        });
    }
}
