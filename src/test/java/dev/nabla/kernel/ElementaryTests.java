package dev.nabla.kernel;

import static java.lang.Double.MAX_VALUE;
import static java.lang.Double.MIN_NORMAL;
import static java.lang.Double.MIN_VALUE;
import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Special values, as C99 Annex F has them, and answers that are float64 numbers themselves. */
class ElementaryTests {

    @ParameterizedTest
    @MethodSource("functions")
    void functionWhenArgumentIsNanShouldBeNan(DoubleUnaryOperator function) {
        assertThat(function.applyAsDouble(NaN)).isNaN();
    }

    static Stream<DoubleUnaryOperator> functions() {
        return Stream.of(Elementary::exp, Elementary::expm1, Elementary::log, Elementary::log1p, Elementary::sigmoid,
                Elementary::softplus, x -> Elementary.pow(x, 2.0), x -> Elementary.pow(2.0, x));
    }

    @Test
    void expShouldMeetItsLimits() {
        assertThat(Elementary.exp(POSITIVE_INFINITY)).isEqualTo(POSITIVE_INFINITY);
        assertThat(Elementary.exp(NEGATIVE_INFINITY)).isEqualTo(0.0);
        assertThat(Elementary.exp(MAX_VALUE)).isEqualTo(POSITIVE_INFINITY);
        assertThat(Elementary.exp(-MAX_VALUE)).isEqualTo(0.0);
        assertThat(Elementary.exp(-0.0)).isEqualTo(1.0);
        assertThat(Elementary.exp(MIN_VALUE)).isEqualTo(1.0);
    }

    // log(MAX_VALUE) = 709.78271289338397310…, log(MIN_VALUE / 2) = −745.13321910194110842…
    @Test
    void expShouldOverflowAndUnderflowAtTheRightNeighbours() {
        assertThat(Elementary.exp(709.782712893384)).isFinite();
        assertThat(Elementary.exp(709.7827128933841)).isInfinite();
        assertThat(Elementary.exp(-745.1332191019411)).isEqualTo(MIN_VALUE);
        assertThat(Elementary.exp(-745.1332191019412)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, NaN, POSITIVE_INFINITY})
    void expWhenHighPartIsInfiniteShouldIgnoreTheLowPart(double lo) {
        assertThat(Elementary.exp(POSITIVE_INFINITY, lo)).isEqualTo(POSITIVE_INFINITY);
        assertThat(Elementary.exp(NEGATIVE_INFINITY, lo)).isEqualTo(0.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, MIN_VALUE, -MIN_VALUE, MIN_NORMAL, -1e-310, 1e-300, -0x1p-54})
    void expm1AndLog1pWhenArgumentIsTinyShouldReturnIt(double x) {
        assertThat(Elementary.expm1(x)).isEqualTo(x);
        assertThat(Elementary.log1p(x)).isEqualTo(x);
    }

    @Test
    void expm1ShouldMeetItsLimits() {
        assertThat(Elementary.expm1(POSITIVE_INFINITY)).isEqualTo(POSITIVE_INFINITY);
        assertThat(Elementary.expm1(MAX_VALUE)).isEqualTo(POSITIVE_INFINITY);
        assertThat(Elementary.expm1(NEGATIVE_INFINITY)).isEqualTo(-1.0);
        assertThat(Elementary.expm1(-50.0)).isEqualTo(-1.0);
    }

    @Test
    void logShouldMeetItsLimits() {
        assertThat(Elementary.log(0.0)).isEqualTo(NEGATIVE_INFINITY);
        assertThat(Elementary.log(-0.0)).isEqualTo(NEGATIVE_INFINITY);
        assertThat(Elementary.log(1.0)).isEqualTo(0.0);
        assertThat(Elementary.log(POSITIVE_INFINITY)).isEqualTo(POSITIVE_INFINITY);
        assertThat(Elementary.log(-MIN_VALUE)).isNaN();
        assertThat(Elementary.log(NEGATIVE_INFINITY)).isNaN();
    }

    @Test
    void log1pShouldMeetItsLimits() {
        assertThat(Elementary.log1p(-1.0)).isEqualTo(NEGATIVE_INFINITY);
        assertThat(Elementary.log1p(POSITIVE_INFINITY)).isEqualTo(POSITIVE_INFINITY);
        assertThat(Elementary.log1p(POSITIVE_INFINITY, NaN)).isEqualTo(POSITIVE_INFINITY);
        assertThat(Elementary.log1p(-1.5)).isNaN();
        assertThat(Elementary.log1p(NEGATIVE_INFINITY)).isNaN();
    }

    @Test
    void log1pWhenHighPartIsMinusOneShouldBeTheLogarithmOfTheLowPart() {
        assertThat(Elementary.log1p(-1.0, 1e-17)).isEqualTo(Elementary.log(1e-17));
        assertThat(Elementary.log1p(-1.0, MIN_VALUE)).isEqualTo(Elementary.log(MIN_VALUE));
        assertThat(Elementary.log1p(-1.0, -1e-17)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, 1.3e308, MAX_VALUE})
    void log1pWhenArgumentIsHugeShouldBeTheLogarithm(double x) {
        assertThat(Elementary.log1p(x)).isEqualTo(Elementary.log(x));
    }

    @ParameterizedTest
    @ValueSource(
        doubles = {0.0, MIN_VALUE, 0.5, 0x1.fffffffffffffp-1, 0x1.0000000000001p0, 2.0, MAX_VALUE,
                POSITIVE_INFINITY, NaN})
    void powShouldAgreeWithThePlatformAboutExtremeExponents(double x) {
        for (double y : new double[]{0.0, -0.0, 1.0, MIN_VALUE, -MIN_VALUE, 1e300, -1e300, POSITIVE_INFINITY,
                NEGATIVE_INFINITY, NaN}) {
            assertThat(Elementary.pow(x, y)).as("%s^%s", x, y).isEqualTo(Double.valueOf(StrictMath.pow(x, y)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, 1.0, MAX_VALUE, POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN})
    void powWhenBaseIsOneShouldBeOne(double y) {
        assertThat(Elementary.pow(1.0, y)).isEqualTo(1.0);
    }

    @Test
    void powWhenBaseIsNegativeShouldBeNan() {
        assertThat(Elementary.pow(-2.0, 2.0)).isNaN();
        assertThat(Elementary.pow(-2.0, 0.0)).isEqualTo(1.0);
    }

    // StrictMath.pow is IEEE 754's, in which 1^NaN and (±1)^±∞ are 1 besides; these powers of 2 are exact.
    @Test
    void realPowShouldAgreeWithThePlatformAboutSignsAndSpecialValues() {
        double[] bases = {0.0, -0.0, 0.25, -0.25, -1, 4, -4, -16, POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN};
        double[] exponents = {0.0, -0.0, 1, -1, 2, -2, 3, 0.5, -0.5, -2.5, 1e17, -1e17, 0x1p53 - 1, POSITIVE_INFINITY,
                NEGATIVE_INFINITY, NaN};
        for (double x : bases) {
            for (double y : exponents) {
                boolean isOne = Math.abs(x) == 1 && Double.isInfinite(y);
                assertThat(Elementary.realPow(x, y)).as("%s^%s", x, y)
                        .isEqualTo(Double.valueOf(isOne ? 1 : StrictMath.pow(x, y)));
            }
        }
        assertThat(Elementary.realPow(1, NaN)).isEqualTo(1);
    }

    @Test
    void powWhenBaseIsMinusZeroShouldTakeItAsZero() {
        assertThat(Elementary.pow(-0.0, -1.0)).isEqualTo(POSITIVE_INFINITY);
        assertThat(Elementary.pow(-0.0, 3.0)).isEqualTo(0.0);
    }

    @Test
    void powWhenAnswerIsAnIntegerBelowTwoTo53ShouldBeThatInteger() {
        for (double base = 2.0; base < 200.0; base++) {
            double power = 1.0;
            for (int exponent = 0; power < 0x1p53; exponent++) {
                assertThat(Elementary.pow(base, exponent)).isEqualTo(power);
                power *= base;
            }
        }
    }

    @Test
    void sigmoidShouldMeetItsLimits() {
        assertThat(Elementary.sigmoid(POSITIVE_INFINITY)).isEqualTo(1.0);
        assertThat(Elementary.sigmoid(NEGATIVE_INFINITY)).isEqualTo(0.0);
        assertThat(Elementary.sigmoid(0.0)).isEqualTo(0.5);
        assertThat(Elementary.sigmoid(-0.0)).isEqualTo(0.5);
        assertThat(Elementary.sigmoid(MAX_VALUE)).isEqualTo(1.0);
        assertThat(Elementary.sigmoid(-745.13)).isEqualTo(MIN_VALUE);
    }

    @Test
    void softplusShouldMeetItsLimits() {
        assertThat(Elementary.softplus(POSITIVE_INFINITY)).isEqualTo(POSITIVE_INFINITY);
        assertThat(Elementary.softplus(NEGATIVE_INFINITY)).isEqualTo(0.0);
        assertThat(Elementary.softplus(0.0)).isEqualTo(Elementary.log(2.0));
        assertThat(Elementary.softplus(MAX_VALUE)).isEqualTo(MAX_VALUE);
        assertThat(Elementary.softplus(1000.0)).isEqualTo(1000.0);
        assertThat(Elementary.softplus(-745.13)).isEqualTo(MIN_VALUE);
    }

    // A change of the last bit anywhere changes the service's answers: known bits, made by this implementation.
    @Test
    void answersShouldKeepTheirBits() {
        long hash = 0;
        for (int i = 1; i <= 10_000; i++) {
            double x = i * 0.0123 - 61.0;
            for (DoubleUnaryOperator function : functions().toList()) {
                hash = hash * 31 + Double.doubleToLongBits(function.applyAsDouble(x));
            }
        }
        assertThat(hash).isEqualTo(2545380207229653210L);
    }
}
