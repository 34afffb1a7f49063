package dev.nabla.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.gradcheck.Comparison.Element;
import org.junit.jupiter.api.Test;

/** How far an element is off, in the measures that are told to the caller. */
class ComparisonTests {

    private static Element element(double given, double exact) {
        return new Element(new int[0], given, exact);
    }

    // an ulp of 4 is 2⁻⁵⁰
    @Test
    void errorShouldBeToldAsDifferenceRelativeErrorAndUlps() {
        Element element = element(3, 4);
        assertThat(element.difference()).isEqualTo(-1);
        assertThat(element.relativeError()).isEqualTo(0.25);
        assertThat(element.ulps()).isEqualTo(0x1p50);
        assertThat(element(Math.nextUp(4.0), 4).ulps()).isEqualTo(1);
    }

    // neither ∞ − ∞ nor 0/0
    @Test
    void errorWhenNumbersAreTheSameShouldBeZero() {
        for (double number : new double[]{Double.NaN, Double.POSITIVE_INFINITY, 0}) {
            Element element = element(number, number);
            assertThat(element.difference()).isZero();
            assertThat(element.relativeError()).isZero();
            assertThat(element.ulps()).isZero();
        }
        assertThat(element(-0.0, 0.0).difference()).isZero();
    }

    @Test
    void errorWhenExactNumberIsZeroShouldBeInfiniteRelativeToIt() {
        assertThat(element(1e-300, 0).relativeError()).isInfinite();
    }
}
