package dev.nabla.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against mpmath 1.3 at 45 digits, and big-math where it has the function. */
class SpecialFunctionsTests {

    private static final int DIGITS = 60;
    private static final SpecialFunctions SPECIAL = new SpecialFunctions(DIGITS);

    @ParameterizedTest
    @CsvSource({
            "0.5, 0.5723649429247000870717136756765293558236, -1.963510026021423479440976332998755567193, 4.934802200544679309417245499938075567657",
            "1e-20, 46.05170185988091368035405693703826882342, -100000000000000000000.5772156649015328606, 1.0e40",
            "3.75, 1.486815578593417055540581801444205025413, 1.182537388611796228641511505581087705098, 0.3053398526902530754857984101110495015333",
            "100.25, 360.2845596377642349684133059592857003915, 4.602671243274712559076875501622779786618, 0.01002497869812336618625605996391775180007",
            "1e10, 220258509288.8105814700419231234601265564, 23.02585092989045684017908121351030874268, 1.000000000050000000001666666666666666667e-10"})
    void gammaFunctionsShouldAgreeWithMpmath(BigDecimal x, BigDecimal lgamma, BigDecimal digamma, BigDecimal trigamma) {
        assertClose(SPECIAL.lgamma(x), lgamma);
        assertClose(SPECIAL.digamma(x), digamma);
        assertClose(SPECIAL.trigamma(x), trigamma);
    }

    @ParameterizedTest
    @CsvSource({
            "0.001, 0.4996010577860889374154096775556730587315, 0.0007978844278221251691806448886538825370065",
            "1, 0.1586552539314570514147674543679620775221, 0.6826894921370858971704650912640758449558",
            "-3, 0.9986501019683699054733481852324050226222, -0.9973002039367398109466963704648100452443",
            "8.5, 9.479534822203318354151050467847551492826e-18, 0.9999999999999999810409303555933632916979",
            "40, 3.655893540915029703748985802688283665054e-350, 1"})
    void normalProbabilitiesShouldAgreeWithMpmath(BigDecimal z, BigDecimal tail, BigDecimal middle) {
        assertClose(SPECIAL.normalTail(z), tail);
        assertClose(SPECIAL.normalMiddle(z), middle);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1.25", "2.0000001", "30.5", "250"})
    void lgammaShouldBeTheLogarithmOfTheGammaFunctionOfBigMath(BigDecimal x) {
        BigDecimal gamma = BigDecimalMath.gamma(x, new MathContext(80));
        BigDecimal error = SPECIAL.lgamma(x).subtract(BigDecimalMath.log(gamma, new MathContext(80)));
        assertThat(error.abs()).isLessThan(new BigDecimal("1e-55"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.461632144968362341262659542325721328", "7.75", "1e6"})
    void functionsWithMoreDigitsShouldAgree(BigDecimal x) {
        SpecialFunctions more = new SpecialFunctions(5 * DIGITS);
        assertThat(SPECIAL.lgamma(x).subtract(more.lgamma(x)).abs().movePointRight(DIGITS - 9))
                .isLessThan(BigDecimal.ONE);
        assertThat(SPECIAL.digamma(x).subtract(more.digamma(x)).abs().movePointRight(DIGITS - 3))
                .isLessThan(BigDecimal.ONE);
        assertThat(SPECIAL.trigamma(x).subtract(more.trigamma(x)).abs().movePointRight(DIGITS - 3))
                .isLessThan(BigDecimal.ONE);
        BigDecimal z = x.min(BigDecimal.valueOf(30));
        assertClose(SPECIAL.normalTail(z), more.normalTail(z));
        assertClose(SPECIAL.normalMiddle(z), more.normalMiddle(z));
    }

    private static void assertClose(BigDecimal actual, BigDecimal expected) {
        assertThat(actual.subtract(expected).abs()).isLessThanOrEqualTo(expected.abs().movePointLeft(38));
    }
}
