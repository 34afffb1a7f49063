package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PositiveNumbersTests {

    private static final int COUNT = 4;

    private static PositiveNumbers exponentials(double... logarithms) {
        PositiveNumbers numbers = new PositiveNumbers(logarithms.length);
        for (int i = 0; i < logarithms.length; i++) {
            numbers.setExponential(i, logarithms[i], 0);
        }
        return numbers;
    }

    // By definition: the logarithm of an exponential is what it is the exponential of, of any size; of the difference, exactly.
    @Test
    void logarithmOfExponentialShouldBeItsArgument() {
        for (double x : new double[]{0, 1, -63.9, 64, -64.1, -745, 1e4, -1e9, 1e17, -1e300, Double.MAX_VALUE}) {
            assertThat(exponentials(x).logarithm(0).value()).as("%s", x).isCloseTo(x, within(Math.ulp(x)));
        }
        PositiveNumbers distance = new PositiveNumbers(1);
        distance.setExponential(0, -Double.MAX_VALUE, Double.MAX_VALUE);
        assertThat(distance.logarithm(0).shifted(-1).value()).isEqualTo(-Double.MAX_VALUE);
    }

    // By hand: a product of exponentials is that of the sum, 3000·(-400.25), whose digits a product of float64 would lose at once.
    @Test
    void productOfThousandsShouldNotUnderflow() {
        PositiveNumbers numbers = exponentials(0, -400.25);
        for (int i = 0; i < 3000; i++) {
            numbers.multiply(0, numbers, 1);
        }
        assertThat(numbers.logarithm(0).value()).isEqualTo(-1_200_750);
        assertThat(numbers.isZero(0)).isFalse();
    }

    // By hand: e^-100 + e^-110 = e^-100 (1 + e^-10); the smaller beside e^0 is what float64 sums lose.
    @Test
    void sumShouldKeepDigitsOfTermsOfDifferentSizes() {
        PositiveNumbers numbers = exponentials(-100, -110, 0, -64);
        PositiveNumbers sum = new PositiveNumbers(1);
        sum.setSum(0, numbers, 1, 0);
        assertThat(sum.logarithm(0).value()).isEqualTo(-100 + Math.log1p(Math.exp(-10)));
        sum.setSum(0, numbers, 2, 3);
        assertThat(sum.logarithm(0).value()).isCloseTo(Math.exp(-64), within(1e-15 * Math.exp(-64)));
    }

    // By hand: (2 + 3)·7 = 35 and (2 + 3 + 7)·7 = 84, whatever k the numbers have.
    @Test
    void sumTimesShouldBeTheSameWhereTermsHaveTheSameExponentAndWhereTheyDoNot() {
        for (double shift : new double[]{0, -30, -64, 500, -1e12}) {
            PositiveNumbers numbers = exponentials(Math.log(2), Math.log(3), Math.log(7), shift);
            for (int i = 0; i < 3; i++) {
                numbers.multiply(i, numbers, 3);
            }
            PositiveNumbers into = new PositiveNumbers(COUNT);
            into.setSumTimes(0, numbers, 0, 1, 2, false, numbers, 2);
            into.setSumTimes(1, numbers, 0, 1, 2, true, numbers, 2);
            into.divide(0, numbers, 3);
            into.divide(0, numbers, 3);
            into.divide(1, numbers, 3);
            into.divide(1, numbers, 3);
            assertThat(into.get(0).value()).isCloseTo(35, within(1e-13));
            assertThat(into.get(1).value()).isCloseTo(84, within(1e-13));
        }
    }

    // By hand: e^-400·e^-350/(e^-20·e^-30) = e^-700, next to underflow; added to itself, twice that.
    @Test
    void quotientOfProductsShouldNotUnderflowBeforeItsValueDoes() {
        PositiveNumbers numbers = exponentials(-400, -350, -20, -30);
        PositiveNumbers divisor = exponentials(-20);
        double[] sums = new double[1];
        double[] tails = new double[1];
        for (int i = 0; i < 2; i++) {
            numbers.addProducts(0, numbers, 1, divisor, numbers.exponentAt(3), new int[1], sums, tails,
                    new double[2][1]);
        }
        numbers.divideSums(sums, tails, 2, numbers, 3, 1);
        double expected = 2 * Elementary.exp(-700);
        assertThat(sums[0]).isCloseTo(expected, within(Math.ulp(expected)));
    }

    // By definition; e^-740 is subnormal, and e^-746 rounds to 0.
    @Test
    void numberInRangeShouldBeItsExponential() {
        for (double x : new double[]{0, -63.5, -65, -400, -708, -711.25, -740, -746, 200}) {
            double expected = Elementary.exp(x);
            assertThat(exponentials(x).get(0).value()).as("e^%s", x).isCloseTo(expected, within(Math.ulp(expected)));
        }
    }

    // By definition: zero is neutral in sums, and nothing remains of a product with it.
    @Test
    void zeroShouldBeNeutralInSumsAndAbsorbInProducts() {
        PositiveNumbers numbers = exponentials(-1000, Double.NEGATIVE_INFINITY);
        PositiveNumbers into = new PositiveNumbers(2);
        into.setSum(0, numbers, 1, 0);
        assertThat(into.logarithm(0).value()).isEqualTo(-1000);
        into.setSumTimes(1, numbers, 0, 0, 0, false, numbers, 1);
        assertThat(into.isZero(1)).isTrue();
    }
}
