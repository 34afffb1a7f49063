package dev.nabla.kernel;

import static dev.nabla.kernel.ScaledElementaryTests.assertAt;
import static dev.nabla.kernel.ScaledError.assertWithin;
import static dev.nabla.oracle.Points.around;
import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Reference;
import org.junit.jupiter.api.Test;

/** Holds {@link ScaledErrorFunction} to its bound, by series and continued fractions in arbitrary precision. */
class ScaledErrorFunctionTests {

    private static final double BOUND = 1e-28;
    private static final int COUNT = 150;
    private static final Arithmetic MATH = new Arithmetic(100);

    @Test
    void erfShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledErrorFunction::erf, Reference::erf, between(-6, 6), between(-1, 1),
                ofExponents(-300, 3).limit(COUNT), around(1).limit(COUNT));
    }

    @Test
    void erfcShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledErrorFunction::erfc, Reference::erfc, between(-6, 30), between(-1, 1),
                ofExponents(-60, 6).limit(COUNT), around(1).limit(COUNT), around(3 * Math.PI).limit(COUNT));
    }

    @Test
    void normalDistributionShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledErrorFunction::normalCdf, x -> Reference.normalTail(x.negate()), between(-40, 6),
                ofExponents(-60, 3).limit(COUNT), between(-1000, -40).limit(COUNT));
        assertWithin(BOUND, ScaledErrorFunction::normalDensity, Reference::normalDensity,
                between(-40, 40).limit(COUNT));
    }

    @Test
    void gaussianShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledErrorFunction::gaussian, x -> MATH.exp(x.multiply(x).negate()), between(-40, 40),
                ofExponents(-60, 6));
    }

    // The limits.
    @Test
    void functionsAtSpecialValuesShouldBeTheirLimits() {
        double inf = Double.POSITIVE_INFINITY;
        assertAt(ScaledErrorFunction::erf, -0.0, -0.0);
        assertAt(ScaledErrorFunction::erf, -inf, -1);
        assertAt(ScaledErrorFunction::erf, 1e300, 1);
        assertAt(ScaledErrorFunction::erf, Double.NaN, Double.NaN);
        assertAt(ScaledErrorFunction::erfc, inf, 0.0);
        assertAt(ScaledErrorFunction::erfc, 1e10, 0.0);
        assertAt(ScaledErrorFunction::erfc, -inf, 2);
        assertAt(ScaledErrorFunction::erfc, Double.NaN, Double.NaN);
        assertAt(ScaledErrorFunction::gaussian, -inf, 0.0);
        assertAt(ScaledErrorFunction::gaussian, 0, 1);
        assertAt(ScaledErrorFunction::normalCdf, -inf, 0.0);
        assertAt(ScaledErrorFunction::normalCdf, inf, 1);
        assertAt(ScaledErrorFunction::normalCdf, -0.0, 0.5);
    }

}
