package dev.nabla.kernel;

import static dev.nabla.oracle.Points.around;
import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Reference;
import dev.nabla.oracle.WorstError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@link LogGamma} and {@link StirlingRemainder} to the bounds their documentation claims. */
class LogGammaAccuracyTests {

    private static final double DIGAMMA_ROOT = 1.4616321449683622;
    private static final MathContext CONTEXT = new MathContext(60);

    @Test
    void lgammaShouldBeWithinItsBound() {
        assertWithin(0.52, LogGamma::lgamma, Reference::lgamma, between(0, 12), positive(-1074, 0), positive(0, 1014),
                around(1), around(2), around(0.5), around(1.5), around(2.5), around(10));
    }

    @Test
    void digammaShouldBeWithinItsBound() {
        assertWithin(0.52, LogGamma::digamma, Reference::digamma, between(0, 12), positive(-1022, 0), positive(0, 1023),
                around(DIGAMMA_ROOT), around(DIGAMMA_ROOT - 0.125), around(DIGAMMA_ROOT + 0.125), around(10));
    }

    @Test
    void trigammaShouldBeWithinItsBound() {
        assertWithin(0.52, LogGamma::trigamma, Reference::trigamma, between(0, 12), positive(-511, 0),
                positive(0, 1022), around(10));
    }

    @Test
    void tetragammaShouldBeWithinItsBound() {
        assertWithin(0.52, LogGamma::tetragamma, x -> Reference.tetragamma(x, 60), between(0, 12), positive(-340, 0),
                positive(0, 510), around(10), around(0x1p100));
        assertWithin(0.78, LogGamma::tetragamma, x -> Reference.tetragamma(x, 60), positive(511, 537));
    }

    // From C99, Annex F, for lgamma; the limits for its derivatives.
    @Test
    void gammaFunctionsAtTheEndsShouldBeTheirLimits() {
        assertThat(LogGamma.lgamma(0)).isInfinite().isPositive();
        assertThat(LogGamma.lgamma(Double.POSITIVE_INFINITY)).isInfinite().isPositive();
        assertThat(LogGamma.digamma(0)).isInfinite().isNegative();
        assertThat(LogGamma.digamma(Double.POSITIVE_INFINITY)).isInfinite().isPositive();
        assertThat(LogGamma.trigamma(0)).isInfinite().isPositive();
        assertThat(LogGamma.trigamma(Double.POSITIVE_INFINITY)).isZero();
        assertThat(LogGamma.tetragamma(0)).isInfinite().isNegative();
        assertThat(LogGamma.tetragamma(1e-110)).isInfinite().isNegative();
        assertThat(LogGamma.tetragamma(Double.POSITIVE_INFINITY)).isEqualTo(Double.valueOf(-0.0));
        assertThat(LogGamma.tetragamma(1e300)).isEqualTo(Double.valueOf(-0.0));
        for (double x : new double[]{-1.5, Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertThat(LogGamma.lgamma(x)).isNaN();
            assertThat(LogGamma.digamma(x)).isNaN();
            assertThat(LogGamma.trigamma(x)).isNaN();
            assertThat(LogGamma.tetragamma(x)).isNaN();
        }
    }

    @Test
    void extendedFunctionsShouldCarryMoreThanFloat64() {
        DoubleStream.concat(between(0.01, 12), positive(-200, 200)).forEach(x -> {
            assertCarries(63, LogGamma.extendedLgamma(x), Reference.lgamma(new BigDecimal(x)), x, 0);
            assertCarries(58, LogGamma.extendedDigamma(x), Reference.digamma(new BigDecimal(x)), x, 0);
        });
    }

    @Test
    void dropsShouldNotCancel() {
        double[] steps = {1e-90, 1e-30, 1e-9, 0.37, 1, 3, 9.5, 40, 1e6, 1e15};
        DoubleStream.concat(DoubleStream.of(1e-80, 1e-20, 1e-3, 1, 1.5, 5, 9.99, 10, 1e3, 1e8, 1e16, 1e60),
                between(0.1, 12).limit(8)).forEach(x -> {
                    for (double step : steps) {
                        assertCarries(54, StirlingRemainder.lgammaDrop(x, step),
                                drop(x, step, LogGammaAccuracyTests::remainder), x, step);
                        assertCarries(54, StirlingRemainder.digammaDrop(x, step),
                                drop(x, step, LogGammaAccuracyTests::slope), x, step);
                        assertCarries(54, StirlingRemainder.trigammaDrop(x, step),
                                drop(x, step, LogGammaAccuracyTests::curvature), x, step);
                    }
                });
    }

    private static BigDecimal remainder(BigDecimal x) {
        return Reference.lgamma(x, 300).subtract(x.multiply(Reference.log(x, 300))).add(x);
    }

    private static BigDecimal slope(BigDecimal x) {
        return Reference.digamma(x, 300).subtract(Reference.log(x, 300));
    }

    private static BigDecimal curvature(BigDecimal x) {
        return Reference.trigamma(x, 450).subtract(BigDecimal.ONE.divide(x, new MathContext(450)));
    }

    private static BigDecimal drop(double x, double step, UnaryOperator<BigDecimal> function) {
        BigDecimal from = new BigDecimal(x);
        return function.apply(from).subtract(function.apply(from.add(new BigDecimal(step)))).round(CONTEXT);
    }

    private static void assertCarries(int bits, DoubleDouble actual, BigDecimal exact, double x, double step) {
        BigDecimal error = new BigDecimal(actual.hi()).add(new BigDecimal(actual.lo())).subtract(exact);
        double relative = error.divide(exact, CONTEXT).abs().doubleValue();
        assertThat(relative).as("error of %s, exactly %s, at %s and %s", actual, exact, x, step)
                .isLessThanOrEqualTo(Math.scalb(1.0, -bits));
    }

    private static DoubleStream positive(int min, int max) {
        return ofExponents(min, max).map(Math::abs);
    }

    private static void assertWithin(double bound, DoubleUnaryOperator actual, UnaryOperator<BigDecimal> exact,
            DoubleStream... points) {
        DoubleStream all = Stream.of(points).flatMapToDouble(kind -> kind);
        WorstError worst = WorstError.of(actual, exact, all);
        assertThat(worst.ulps()).as("%s", worst).isLessThanOrEqualTo(bound);
    }
}
