package dev.nabla.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.UnaryOperator;
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

    private static void assertAgree(UnaryOperator<BigDecimal> actual, UnaryOperator<BigDecimal> expected, String x) {
        BigDecimal exact = expected.apply(new BigDecimal(x));
        BigDecimal error = actual.apply(new BigDecimal(x)).subtract(exact).abs();
        assertThat(error).isLessThanOrEqualTo(exact.abs().movePointLeft(DIGITS));
    }
}
