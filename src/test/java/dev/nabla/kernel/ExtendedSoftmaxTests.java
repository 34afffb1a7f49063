package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExtendedSoftmaxTests {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final int CLASSES = 7;
    /** Several blocks of rows, of which the last is too short for vectors. */
    private static final int ROWS = 150;

    private final double[] logits = new SplittableRandom(5).doubles(ROWS * CLASSES, -900, 900).toArray();

    private static ExtendedSoftmax softmax(double[] logits, int classes, int start, int stride, int rows) {
        ExtendedSoftmax softmax = new ExtendedSoftmax(logits, classes);
        softmax.choose(start, stride, rows);
        return softmax;
    }

    // Against exact arithmetic, for the rows of the softmax in float64.
    @ParameterizedTest
    @MethodSource("dev.nabla.kernel.StableSoftmaxTests#rows")
    void probabilityShouldBeWithinTwoToMinus57(double[] row) {
        ExtendedSoftmax softmax = softmax(row, row.length, 0, 0, 1);
        assertThat(softmax.goTo(0)).isTrue();
        Arithmetic math = new Arithmetic(60);
        BigDecimal[] x = Arrays.stream(row).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
        BigDecimal lse = math.logSumExp(x);
        double[] tripled = new double[row.length];
        softmax.probabilities(DoubleDouble.of(3), tripled, 0);
        for (int k = 0; k < row.length; k++) {
            BigDecimal exact = math.exp(x[k].subtract(lse));
            DoubleDouble probability = softmax.probability(k);
            BigDecimal error = new BigDecimal(probability.hi()).add(new BigDecimal(probability.lo())).subtract(exact);
            assertThat(error.abs()).isLessThanOrEqualTo(
                    exact.divide(BigDecimal.TWO.pow(57)).add(new BigDecimal(Double.MIN_NORMAL)));
            double expected = exact.multiply(BigDecimal.valueOf(3)).doubleValue();
            assertThat(tripled[k]).isCloseTo(expected, within(2 * Math.ulp(expected)));
        }
    }

    // By definition: the scalar functions of a row alone.
    @Test
    void rowsShouldBeThoseOfTheirOwn() {
        ExtendedSoftmax together = softmax(logits, CLASSES, 0, CLASSES, ROWS);
        for (int row = 0; row < ROWS; row++) {
            ExtendedSoftmax alone = softmax(logits, CLASSES, row * CLASSES, 0, 1);
            assertThat(together.goTo(row)).isTrue();
            alone.goTo(0);
            assertThat(together.inverse()).isEqualTo(alone.inverse());
            for (int k = 0; k < CLASSES; k++) {
                assertThat(together.probability(k)).isEqualTo(alone.probability(k));
            }
        }
    }

    @Test
    void goToWhenRowHasNoSoftmaxShouldBeFalse() {
        assertThat(isDefined(INF, 0)).isFalse();
        assertThat(isDefined(-INF, -INF)).isFalse();
        assertThat(isDefined(Double.NaN, 0)).isFalse();
        assertThat(isDefined(0, Double.NaN)).isFalse();
        assertThat(isDefined(-INF, 0)).isTrue();
        assertThat(isDefined(-INF, -Double.MAX_VALUE)).isTrue();
    }

    private static boolean isDefined(double... row) {
        return softmax(row, row.length, 0, 0, 1).goTo(0);
    }
}
