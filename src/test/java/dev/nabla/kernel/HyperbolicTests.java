package dev.nabla.kernel;

import static dev.nabla.kernel.StrictMathAccuracyTests.assertWithin;
import static dev.nabla.oracle.Points.around;
import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Holds {@link Hyperbolic} to its bounds, by {@link ScaledElementary}. */
class HyperbolicTests {

    @Test
    void sinhShouldBeWithinItsBound() {
        assertWithin(0.56, Hyperbolic::sinh, ScaledElementary::sinh, between(-3, 3), between(-710.4, 710.4),
                ofExponents(-1074, 9), around(40), around(710), around(0.5), around(0.34657359027997264));
    }

    @Test
    void coshShouldBeWithinItsBound() {
        assertWithin(0.56, Hyperbolic::cosh, ScaledElementary::cosh, between(-3, 3), between(-710.4, 710.4),
                ofExponents(-1074, 9), around(40), around(710));
    }

    // From C99, Annex F.
    @Test
    void functionsAtSpecialValuesShouldBeThoseOfC99() {
        assertThat(Hyperbolic.sinh(-0.0)).isEqualTo(Double.valueOf(-0.0));
        assertThat(Hyperbolic.sinh(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Hyperbolic.sinh(711)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Hyperbolic.sinh(Double.NaN)).isNaN();
        assertThat(Hyperbolic.cosh(-0.0)).isEqualTo(1);
        assertThat(Hyperbolic.cosh(Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Hyperbolic.cosh(Double.NaN)).isNaN();
    }
}
