package dev.nabla.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against big-math, an implementation by others. */
class ArithmeticTests {

    private static final int DIGITS = 100;
    private static final MathContext WIDE = new MathContext(2 * DIGITS);

    private final Arithmetic math = new Arithmetic(DIGITS);

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-1", "1e-30", "-1e-80", "0.3465735902799726", "-20000", "709.78", "1e-200"})
    void expShouldAgreeWithBigMath(String x) {
        assertAgree(math::exp, each -> BigDecimalMath.exp(each, WIDE), x);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"2", "0.5", "1e-300", "1e300", "1.000000000000001", "0.99999999999999999999999999",
                "1.00000000000000000000000000000000000000000000000000000000000000000000000001", "12345.678"})
    void logShouldAgreeWithBigMath(String x) {
        assertAgree(math::log, each -> BigDecimalMath.log(each, WIDE), x);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0.001", "1e200"})
    void powShouldAgreeWithBigMath(String x) {
        assertAgree(each -> math.pow(each, new BigDecimal("1.5")),
                each -> BigDecimalMath.pow(each, new BigDecimal("1.5"), WIDE), x);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1e-300", "0.3", "7", "1e300"})
    void angleShouldBeTheArctangentOfBigMath(String x) {
        assertAgree(each -> math.angle(each, BigDecimal.ONE), each -> BigDecimalMath.atan(each, WIDE), x);
    }

    // By definition: a right angle, half of π.
    @Test
    void angleWhenNothingIsAdjacentShouldBeRight() {
        assertAgree(each -> math.angle(each, BigDecimal.ZERO),
                _ -> BigDecimalMath.pi(WIDE).divide(BigDecimal.TWO), "3");
    }

    // The exact ones are the same function with more digits.
    @ParameterizedTest
    @ValueSource(strings = {"2", "10"})
    void logWhenFewerDigitsWereWantedBeforeShouldHaveThoseWantedNow(String x) {
        int[] digits = IntStream.iterate(60, each -> each < 1000, each -> each * 4 / 3).toArray();
        List<BigDecimal> logarithms = Arrays.stream(digits)
                .mapToObj(each -> new Arithmetic(each).log(new BigDecimal(x))).toList();
        BigDecimal exact = new Arithmetic(2000).log(new BigDecimal(x));
        for (int i = 0; i < digits.length; i++) {
            assertThat(logarithms.get(i).subtract(exact).abs())
                    .isLessThanOrEqualTo(BigDecimal.ONE.movePointLeft(digits[i]));
        }
    }

    // By hand: the logarithm of a power of ten.
    @Test
    void logWhenNumberHasMillionsOfPlacesShouldBeThatOfItsExponent() {
        BigDecimal exact = BigDecimalMath.log(BigDecimal.TEN, WIDE).multiply(new BigDecimal(-200_000_000));
        assertAgree(math::log, _ -> exact, "1e-200000000");
    }

    // Of the normal distribution's tail at 10⁶: −z²/2 − log(z√2π) + log(1 − 1/z² + 3/z⁴ − …). See https://dlmf.nist.gov/7.12
    @Test
    void logNormalTailWhenTailIsTooSmallToBeWrittenShouldBeItsAsymptoticSeries() {
        BigDecimal z = new BigDecimal("1e6");
        BigDecimal series = new BigDecimal("0.999999999999000000000002999999999985");
        BigDecimal exact = z.pow(2).divide(BigDecimal.TWO).add(BigDecimalMath.log(z, WIDE))
                .add(BigDecimalMath.log(Arithmetic.TWO_PI, WIDE).divide(BigDecimal.TWO))
                .subtract(BigDecimalMath.log(series, WIDE));
        assertThat(math.logNormalTail(z).add(exact).abs()).isLessThan(new BigDecimal("1e-34"));
    }

    // What is beyond z = −1000 is all but nothing: no sum of 200,000 digits.
    @Test
    void logNormalTailWhenNothingIsLeftOutShouldBeZero() {
        assertThat(math.logNormalTail(new BigDecimal(-1000))).isEqualByComparingTo("0");
    }

    private static void assertAgree(UnaryOperator<BigDecimal> actual, UnaryOperator<BigDecimal> expected, String x) {
        BigDecimal exact = expected.apply(new BigDecimal(x));
        BigDecimal error = actual.apply(new BigDecimal(x)).subtract(exact).abs();
        assertThat(error).isLessThanOrEqualTo(exact.abs().movePointLeft(DIGITS));
    }
}
