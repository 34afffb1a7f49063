package dev.nabla.kernel;

import static dev.nabla.kernel.StrictMathAccuracyTests.assertWithin;
import static dev.nabla.oracle.Points.around;
import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Holds {@link Logarithms} to its bounds, by {@link ScaledElementary}. */
class LogarithmsTests {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void log2ShouldBeWithinItsBound() {
        assertWithin(0.51, Logarithms::log2, ScaledElementary::log2, between(0, 3),
                ofExponents(-1074, 1023).map(Math::abs),
                around(1), around(Math.sqrt(2)), around(8));
    }

    @Test
    void log10ShouldBeWithinItsBound() {
        assertWithin(0.51, Logarithms::log10, ScaledElementary::log10, between(0, 3),
                ofExponents(-1074, 1023).map(Math::abs), around(1), around(1000));
    }

    @Test
    void logarithmOfPowerShouldBeExact() {
        for (int k = -1074; k < 1024; k++) {
            assertThat(Logarithms.log2(Math.scalb(1.0, k))).isEqualTo(k);
        }
        for (int k = 0; k <= 22; k++) {
            assertThat(Logarithms.log10(Double.parseDouble("1e" + k))).isEqualTo(k);
        }
    }

    @Test
    void logAddExpShouldBeWithinItsBound() {
        for (double a : new double[]{0, 3.7, 1e-3, 500, -500, -1e-300}) {
            assertWithin(0.52, b -> Logarithms.logAddExp(a, b), b -> logAddExp(a, b.value()),
                    between(Math.max(a, 0) - 45, Math.max(a, 0) + 45), ofExponents(-100, 12).map(Math::abs));
        }
    }

    @Test
    void logAddExpWhenItCancelsShouldBeWithinItsAbsoluteBound() {
        for (double a : new double[]{-0.3, -1, -5, -30}) {
            double root = StrictMath.log1p(-StrictMath.exp(a));
            around(root).forEach(b -> {
                double actual = Logarithms.logAddExp(a, b);
                double error = logAddExp(a, b).minus(ScaledDoubleDouble.of(actual)).value();
                assertThat(Math.abs(error)).as("error of %s and %s", a, b)
                        .isLessThanOrEqualTo(0.52 * Math.ulp(actual) + 0x1p-57);
            });
        }
    }

    private static ScaledDoubleDouble logAddExp(double a, double b) {
        ScaledDoubleDouble difference = ScaledDoubleDouble.difference(Math.min(a, b), Math.max(a, b));
        return ScaledElementary.log1p(ScaledElementary.exp(difference)).plus(ScaledDoubleDouble.of(Math.max(a, b)));
    }

    // From C99, Annex F; of logAddExp the limits.
    @Test
    void functionsAtSpecialValuesShouldBeTheirLimits() {
        assertThat(Logarithms.log2(-0.0)).isEqualTo(-INFINITY);
        assertThat(Logarithms.log2(1)).isZero();
        assertThat(Logarithms.log2(INFINITY)).isEqualTo(INFINITY);
        assertThat(Logarithms.log2(-1)).isNaN();
        assertThat(Logarithms.log10(0)).isEqualTo(-INFINITY);
        assertThat(Logarithms.log10(INFINITY)).isEqualTo(INFINITY);
        assertThat(Logarithms.log10(Double.NaN)).isNaN();
        assertThat(Logarithms.logAddExp(-INFINITY, -INFINITY)).isEqualTo(-INFINITY);
        assertThat(Logarithms.logAddExp(INFINITY, INFINITY)).isEqualTo(INFINITY);
        assertThat(Logarithms.logAddExp(INFINITY, -INFINITY)).isEqualTo(INFINITY);
        assertThat(Logarithms.logAddExp(-INFINITY, 0.1)).isEqualTo(0.1);
        assertThat(Logarithms.logAddExp(Double.MAX_VALUE, -Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
        assertThat(Logarithms.logAddExp(1e300, 3)).isEqualTo(1e300);
        assertThat(Logarithms.logAddExp(Double.NaN, INFINITY)).isNaN();
    }
}
