package dev.nabla.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferencesTests {

    private static final Place X = new Place("x", 0);

    private static Differences at(String x, Formula formula) {
        return new Differences(formula, new Sample(Map.of("x", new BigDecimal[]{new BigDecimal(x)}), Set.of()),
                new WorkBudget());
    }

    // By hand: (e^x)' = (e^x)'' = e^x = 1 at 0.
    @Test
    void derivativeShouldBeThatOfTheFormula() {
        Differences differences = at("0", (sample, math) -> List.of(math.exp(sample.the("x"))));
        assertThat(differences.value().value()).isEqualByComparingTo("1");
        assertThat(differences.derivative(X, 1).value().doubleValue()).isEqualTo(1);
        assertThat(differences.derivative(X, 2).value().doubleValue()).isEqualTo(1);
    }

    // By hand: the factor makes e^(10⁻²⁰⁰x − 1000) about 5, whose slope is 10⁻²⁰⁰ of it: lost in 90 and in 150 digits.
    @Test
    void derivativeWhenRoundedNumberIsMultipliedShouldNotTakeItsRoundingForExact() {
        BigDecimal factor = BigDecimal.ONE.scaleByPowerOfTen(435);
        Differences differences = at("1", (sample, math) -> List.of(
                math.exp(sample.the("x").scaleByPowerOfTen(-200).subtract(new BigDecimal(1000))).multiply(factor)));
        BigDecimal relative = differences.derivative(X, 1).value().divide(differences.value().value(),
                MathContext.DECIMAL64);
        assertThat(relative.doubleValue()).isEqualTo(1e-200);
    }

    // By hand: 1 − e^(−x²) is x² = 10⁻²⁰⁰ at 10⁻¹⁰⁰, of which 90 digits leave nothing to divide by.
    @Test
    void valueWhenFewDigitsAreTooFewShouldComeFromMore() {
        Differences differences = at("1e-100", (sample, math) -> {
            BigDecimal rest = math.exp(sample.the("x").pow(2).negate()).subtract(BigDecimal.ONE).negate();
            return List.of(math.divide(BigDecimal.ONE, rest));
        });
        assertThat(differences.value().value().doubleValue()).isEqualTo(1e200);
    }

    @Test
    void valueWhenItHasTooManyDigitsShouldBeGivenUp() {
        Differences huge = at("1e6", (sample, math) -> List.of(math.exp(sample.the("x"))));
        Differences endless = at("15000.5", (sample, math) -> {
            BigDecimal sum = BigDecimal.ONE;
            for (int i = 0; i < 20_000; i++) {
                sum = sum.add(math.divide(BigDecimal.ONE, sum.add(math.exp(sample.the("x").negate()))));
            }
            return List.of(sum);
        });
        assertThatThrownBy(huge::value).isInstanceOf(NoExactAnswerException.class);
        assertThatThrownBy(endless::value).isInstanceOf(NoExactAnswerException.class);
    }

    // |x| has no slope at 0 and nothing says which one to take.
    @Test
    void derivativeAtKinkShouldBeNone() {
        Differences differences = at("0", (sample, math) -> List.of(math.abs(sample.the("x"))));
        assertThatThrownBy(() -> differences.derivative(X, 1)).isInstanceOf(NoExactAnswerException.class);
    }
}
