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

/** Holds {@link StandardNormal} to the bounds its documentation claims. */
class StandardNormalAccuracyTests {

    private static final MathContext CONTEXT = new MathContext(60);
    /** Beyond it Q is subnormal. */
    private static final double SUBNORMAL = 37.5;

    @Test
    void erfShouldBeWithinItsBound() {
        assertWithin(0.77, StandardNormal::erf, Reference::erf, between(-6, 6), between(-1, 1), ofExponents(-1000, 3),
                around(0.7071));
    }

    @Test
    void erfcShouldBeWithinItsBound() {
        assertWithin(0.63, StandardNormal::erfc, Reference::erfc, between(0, 26.5), between(0, 2), between(-6, 0),
                ofExponents(-60, 3), between(-0.85, -0.7), DoubleStream.of(-0.7797409231373821));
        assertWithin(0.78, StandardNormal::erfc, Reference::erfc, between(26.54, 27.2));
    }

    @Test
    void upperTailShouldBeWithinItsBound() {
        assertWithin(0.65, z -> StandardNormal.upperTail(DoubleDouble.of(z)), Reference::normalTail,
                between(-6, SUBNORMAL),
                between(-1.5, 2), ofExponents(-60, 5), around(-1));
        assertWithin(0.78, z -> StandardNormal.upperTail(DoubleDouble.of(z)), Reference::normalTail,
                between(SUBNORMAL, 38.4));
    }

    @Test
    void cdfShouldBeWithinItsBound() {
        assertWithin(0.65, StandardNormal::cdf, z -> Reference.normalTail(z.negate()), between(-SUBNORMAL, 6),
                between(-1.5, 2), ofExponents(-60, 5));
        assertWithin(0.78, StandardNormal::cdf, z -> Reference.normalTail(z.negate()), between(-38.4, -SUBNORMAL));
    }

    @Test
    void densityShouldBeWithinItsBound() {
        assertWithin(0.53, StandardNormal::density, Reference::normalDensity, between(-37, 37));
        assertWithin(0.53, z -> StandardNormal.density(DoubleDouble.of(z)), Reference::normalDensity, between(-37, 37),
                ofExponents(-60, 5));
    }

    @Test
    void logUpperTailShouldBeWithinItsBound() {
        assertWithin(1.1, z -> StandardNormal.logUpperTail(DoubleDouble.of(z)).value(),
                z -> Reference.log(Reference.normalTail(z), 60), between(-36, 45), between(-2, 2), around(-1),
                around(0.5),
                DoubleStream.of(100, 1e3));
    }

    @Test
    void hazardAndItsExcessShouldBeWithinAnUlp() {
        assertWithin(1, z -> StandardNormal.hazard(DoubleDouble.of(z)).value(), StandardNormalAccuracyTests::hazard,
                between(-37, 40),
                between(-2, 2), ofExponents(-60, 5), ofExponents(0, 9).map(Math::abs));
        assertWithin(1, z -> StandardNormal.hazardExcess(DoubleDouble.of(z)).value(), z -> hazard(z).subtract(z),
                between(-37, 40), between(-2, 2), ofExponents(-60, 5), ofExponents(0, 9).map(Math::abs));
    }

    private static BigDecimal hazard(BigDecimal z) {
        return Reference.normalDensity(z).divide(Reference.normalTail(z), CONTEXT);
    }

    // From C99, Annex F.
    @Test
    void functionsAtTheEndsShouldBeTheirLimits() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(StandardNormal.erf(infinity)).isEqualTo(1);
        assertThat(StandardNormal.erf(-infinity)).isEqualTo(-1);
        assertThat(StandardNormal.erfc(infinity)).isZero();
        assertThat(StandardNormal.erfc(-infinity)).isEqualTo(2);
        assertThat(StandardNormal.erf(Double.NaN)).isNaN();
        assertThat(StandardNormal.erfc(Double.NaN)).isNaN();
        assertThat(StandardNormal.cdf(-infinity)).isZero();
        assertThat(StandardNormal.cdf(infinity)).isEqualTo(1);
        assertThat(StandardNormal.density(-infinity)).isZero();
        assertThat(StandardNormal.upperTail(DoubleDouble.of(infinity))).isZero();
        assertThat(StandardNormal.upperTail(DoubleDouble.of(-infinity))).isEqualTo(1);
    }

    private static void assertWithin(double bound, DoubleUnaryOperator actual, UnaryOperator<BigDecimal> exact,
            DoubleStream... points) {
        WorstError worst = WorstError.of(actual, exact, Stream.of(points).flatMapToDouble(kind -> kind));
        assertThat(worst.ulps()).as("%s", worst).isLessThanOrEqualTo(bound);
    }
}
