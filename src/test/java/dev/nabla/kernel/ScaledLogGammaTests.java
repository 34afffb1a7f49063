package dev.nabla.kernel;

import static dev.nabla.kernel.ScaledElementaryTests.assertAt;
import static dev.nabla.kernel.ScaledError.assertWithin;
import static dev.nabla.oracle.Points.around;
import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Reference;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Holds {@link ScaledLogGamma} to its bound, also next to the zeros of the functions. */
class ScaledLogGammaTests {

    private static final double BOUND = 1e-28;
    private static final double DIGAMMA_ROOT = 1.4616321449683622;
    private static final int COUNT = 150;
    private static final int DIGITS = 80;

    private static DoubleStream positive(int min, int max) {
        return ofExponents(min, max).map(Math::abs).limit(COUNT);
    }

    @Test
    void lgammaShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledLogGamma::lgamma, x -> Reference.lgamma(x, DIGITS), between(0, 30).limit(COUNT),
                positive(-200, 0), positive(0, 120), around(1).filter(x -> x != 1).limit(COUNT),
                around(2).filter(x -> x != 2).limit(COUNT), around(0.5).limit(COUNT), around(1.5).limit(COUNT),
                around(2.5).limit(COUNT), around(24).limit(COUNT));
    }

    @Test
    void digammaShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledLogGamma::digamma, x -> Reference.digamma(x, DIGITS), between(0, 30).limit(COUNT),
                positive(-200, 0), positive(0, 120), around(DIGAMMA_ROOT).limit(COUNT),
                around(DIGAMMA_ROOT - 0.25).limit(COUNT), around(DIGAMMA_ROOT + 0.25).limit(COUNT));
    }

    @Test
    void polygammasShouldBeWithinTheirBound() {
        assertWithin(BOUND, ScaledLogGamma::trigamma, x -> Reference.trigamma(x, DIGITS), between(0, 30).limit(COUNT),
                positive(-200, 0), positive(0, 120), around(24).limit(COUNT));
        assertWithin(BOUND, ScaledLogGamma::tetragamma, x -> Reference.tetragamma(x, DIGITS),
                between(0, 30).limit(COUNT), positive(-200, 0), positive(0, 120), around(24).limit(COUNT));
    }

    // Away from the zeros below 0, where terms cancel.
    @Test
    void functionsOfNegativeNumbersShouldBeWithinTheirBound() {
        DoubleStream.of(-0.25, -0.7, -1.1, -1.9999, -2.001, -3.25, -7.75, -20.3, -1e-20, -1e-200, -100.7).forEach(x -> {
            assertWithin(BOUND, ScaledLogGamma::lgamma, y -> Reference.lgamma(y, DIGITS), DoubleStream.of(x));
            assertWithin(BOUND, ScaledLogGamma::digamma, y -> Reference.digamma(y, DIGITS), DoubleStream.of(x));
            assertWithin(BOUND, ScaledLogGamma::trigamma, y -> Reference.trigamma(y, DIGITS), DoubleStream.of(x));
            assertWithin(BOUND, ScaledLogGamma::tetragamma, y -> Reference.tetragamma(y, DIGITS), DoubleStream.of(x));
        });
    }

    // The leading terms: log Γ(x) = x(log x − 1) + …, ψ(x) = log x − …, and −1/x, 1/x², −2/x³ next to 0.
    @Test
    void functionsBeyondFloat64ShouldBeTheirLeadingTerms() {
        ScaledDoubleDouble huge = ScaledDoubleDouble.power(3000);
        ScaledDoubleDouble tiny = ScaledDoubleDouble.power(-3000);
        double log = 3000 * Math.log(2);
        assertThat(ScaledLogGamma.lgamma(huge).dividedBy(huge).value()).isEqualTo(log - 1);
        assertThat(ScaledLogGamma.lgamma(tiny).value()).isEqualTo(log);
        assertThat(ScaledLogGamma.digamma(huge).value()).isEqualTo(log);
        assertThat(ScaledLogGamma.digamma(tiny).times(tiny).value()).isEqualTo(-1);
        assertThat(ScaledLogGamma.trigamma(huge).times(huge).value()).isEqualTo(1);
        assertThat(ScaledLogGamma.trigamma(tiny).times(tiny).times(tiny).value()).isEqualTo(1);
        assertThat(ScaledLogGamma.tetragamma(huge).times(huge).times(huge).value()).isEqualTo(-1);
        assertThat(ScaledLogGamma.tetragamma(tiny).times(tiny).times(tiny).times(tiny).value()).isEqualTo(-2);
    }

    // From C99, Annex F, for lgamma; the limits for its derivatives.
    @Test
    void functionsAtTheEndsShouldBeTheirLimits() {
        double inf = Double.POSITIVE_INFINITY;
        assertAt(ScaledLogGamma::lgamma, 0.0, inf);
        assertAt(ScaledLogGamma::lgamma, inf, inf);
        assertAt(ScaledLogGamma::lgamma, 1, 0.0);
        assertAt(ScaledLogGamma::lgamma, 2, 0.0);
        assertAt(ScaledLogGamma::digamma, 0.0, -inf);
        assertAt(ScaledLogGamma::digamma, inf, inf);
        assertAt(ScaledLogGamma::trigamma, 0.0, inf);
        assertAt(ScaledLogGamma::trigamma, inf, 0.0);
        assertAt(ScaledLogGamma::tetragamma, 0.0, -inf);
        assertAt(ScaledLogGamma::tetragamma, inf, -0.0);
        assertAt(ScaledLogGamma::lgamma, Double.NaN, Double.NaN);
        assertAt(ScaledLogGamma::lgamma, -inf, inf);
        assertAt(ScaledLogGamma::lgamma, -3, inf);
        assertAt(ScaledLogGamma::digamma, -3, Double.NaN);
        assertAt(ScaledLogGamma::trigamma, -3, inf);
        assertThat(ScaledLogGamma.tetragamma(ScaledDoubleDouble.of(-3)).isNaN()).isTrue();
        for (double x : new double[]{Double.NaN, -inf}) {
            assertAt(ScaledLogGamma::digamma, x, Double.NaN);
            assertAt(ScaledLogGamma::trigamma, x, Double.NaN);
            assertThat(ScaledLogGamma.tetragamma(ScaledDoubleDouble.of(x)).isNaN()).isTrue();
        }
    }
}
