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

/** Holds {@link Normal} to the bounds its documentation claims. */
class NormalAccuracyTests {

    private static final MathContext CONTEXT = new MathContext(60);
    /** Beyond it Q is subnormal. */
    private static final double SUBNORMAL = 37.5;

    @Test
    void erfShouldBeWithinItsBound() {
        assertWithin(0.77, Normal::erf, Reference::erf, between(-6, 6), between(-1, 1), ofExponents(-1000, 3),
                around(0.7071));
    }

    @Test
    void erfcShouldBeWithinItsBound() {
        assertWithin(0.6, Normal::erfc, Reference::erfc, between(0, 26.5), between(0, 2), between(-6, 0),
                ofExponents(-60, 3));
        assertWithin(0.78, Normal::erfc, Reference::erfc, between(26.54, 27.2));
    }

    @Test
    void tailShouldBeWithinItsBound() {
        assertWithin(0.65, z -> Normal.tail(DoubleDouble.of(z)), Reference::normalTail, between(-6, SUBNORMAL),
                between(-1.5, 2), ofExponents(-60, 5), around(-1));
        assertWithin(0.78, z -> Normal.tail(DoubleDouble.of(z)), Reference::normalTail, between(SUBNORMAL, 38.4));
    }

    @Test
    void densityShouldBeWithinItsBound() {
        assertWithin(0.53, z -> Normal.density(DoubleDouble.of(z)), Reference::normalDensity, between(-37, 37),
                ofExponents(-60, 5));
    }

    @Test
    void logTailShouldBeWithinItsBound() {
        assertWithin(1.1, z -> Normal.logTail(DoubleDouble.of(z)).value(),
                z -> Reference.log(Reference.normalTail(z), 60), between(-36, 45), between(-2, 2), around(-1),
                around(0.5),
                DoubleStream.of(100, 1e3));
    }

    @Test
    void hazardAndItsExcessShouldBeWithinAnUlp() {
        assertWithin(1, z -> Normal.hazard(DoubleDouble.of(z)).value(), NormalAccuracyTests::hazard, between(-37, 40),
                between(-2, 2), ofExponents(-60, 5), ofExponents(0, 9).map(Math::abs));
        assertWithin(1, z -> Normal.hazardExcess(DoubleDouble.of(z)).value(), z -> hazard(z).subtract(z),
                between(-37, 40), between(-2, 2), ofExponents(-60, 5), ofExponents(0, 9).map(Math::abs));
    }

    private static BigDecimal hazard(BigDecimal z) {
        return Reference.normalDensity(z).divide(Reference.normalTail(z), CONTEXT);
    }

    // From C99, Annex F.
    @Test
    void functionsAtTheEndsShouldBeTheirLimits() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(Normal.erf(infinity)).isEqualTo(1);
        assertThat(Normal.erf(-infinity)).isEqualTo(-1);
        assertThat(Normal.erfc(infinity)).isZero();
        assertThat(Normal.erfc(-infinity)).isEqualTo(2);
        assertThat(Normal.erf(Double.NaN)).isNaN();
        assertThat(Normal.erfc(Double.NaN)).isNaN();
        assertThat(Normal.tail(DoubleDouble.of(infinity))).isZero();
        assertThat(Normal.tail(DoubleDouble.of(-infinity))).isEqualTo(1);
    }

    private static void assertWithin(double bound, DoubleUnaryOperator actual, UnaryOperator<BigDecimal> exact,
            DoubleStream... points) {
        WorstError worst = WorstError.of(actual, exact, Stream.of(points).flatMapToDouble(kind -> kind));
        assertThat(worst.ulps()).as("%s", worst).isLessThanOrEqualTo(bound);
    }
}
