package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors answer the bits of the scalar loop, which {@link PositiveNumbersTests} holds against exact numbers. */
class PositiveSumsTests {

    private static final int COUNT = 101;
    private static final int ROW = COUNT + 4;
    private static final int STEPS = 300;

    private final SplittableRandom random = new SplittableRandom(3);
    private final PositiveNumbers numbers = new PositiveNumbers(2 * ROW);
    private final PositiveNumbers twins = new PositiveNumbers(2 * ROW);
    private final double[] isThird = random.doubles(COUNT).map(Math::rint).toArray();

    /** Logarithms about a mean, and every tenth number 0. */
    private PositiveNumbers exponentials(int count, double mean) {
        PositiveNumbers exponentials = new PositiveNumbers(count);
        for (int i = 0; i < count; i++) {
            double logarithm = random.nextInt(10) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian(mean, 5);
            exponentials.setExponential(i, logarithm, 0);
        }
        return exponentials;
    }

    /** Sums of sums, which fall at each step: exponents of neighbours differ, products leave the range, zeros spread. */
    @ParameterizedTest
    @ValueSource(doubles = {-4, 3, -100, -1e12})
    void sumsShouldBeTheSameInVectors(double mean) {
        PositiveNumbers start = exponentials(ROW, 0);
        for (int i = 0; i < ROW; i++) {
            numbers.copy(i, start, i);
            twins.copy(i, start, i);
        }
        for (int k = 0; k < STEPS; k++) {
            PositiveNumbers factors = exponentials(COUNT, mean);
            int from = k % 2 * ROW;
            int to = ROW - from;
            int step = k % 3 == 0 ? -1 : 1;
            new ScalarPositiveSums().set(numbers, to + 2, from + 2, step, isThird, factors, COUNT);
            new VectorPositiveSums().set(twins, to + 2, from + 2, step, isThird, factors, COUNT);
            assertSame();
        }
    }

    private void assertSame() {
        assertThat(twins.high).containsExactly(numbers.high);
        assertThat(twins.low).usingElementComparator((a, b) -> Double.compare(a + 0.0, b + 0.0))
                .containsExactly(numbers.low);
        assertThat(twins.exponents).containsExactly(numbers.exponents);
        assertThat(twins.exponentTails).containsExactly(numbers.exponentTails);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -64, -300, -700, -2000})
    void productsShouldBeTheSameInVectors(double mean) {
        PositiveNumbers first = exponentials(COUNT, mean);
        PositiveNumbers second = exponentials(COUNT, 0);
        PositiveNumbers divisors = exponentials(COUNT, 0);
        double[][] terms = new double[2][COUNT];
        double[][] twin = new double[2][COUNT];
        new ScalarPositiveSums().multiply(first, 0, second, 0, divisors, 0, COUNT, terms[0], terms[1]);
        new VectorPositiveSums().multiply(first, 0, second, 0, divisors, 0, COUNT, twin[0], twin[1]);
        assertThat(Arrays.deepToString(twin)).isEqualTo(Arrays.deepToString(terms));
    }
}
