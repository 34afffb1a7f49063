package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Ulps;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against exact arithmetic. */
class StableSoftmaxTests {

    private static final long SEED = 20_250_917L;

    static Stream<double[]> rows() {
        SplittableRandom random = new SplittableRandom(SEED);
        Stream<double[]> drawn = Stream.generate(() -> random.doubles(5, -20, 20).toArray()).limit(20);
        Stream<double[]> hard = Stream.of(new double[]{0}, new double[]{3, 3, 3}, new double[]{1e4, -1e4, 9999.9},
                new double[]{40, 0, -40}, new double[]{0.1, 1e16, 1e16 - 2}, new double[]{1e-300, -1e-300});
        return Stream.concat(drawn, hard);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void probabilitiesComplementsAndLogsShouldBeWithinTwoUlps(double[] logits) {
        StableSoftmax softmax = new StableSoftmax(logits, logits.length, new double[logits.length]);
        Arithmetic math = new Arithmetic(60);
        BigDecimal[] x = Arrays.stream(logits).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
        BigDecimal lse = math.logSumExp(x);
        assertThat(softmax.isDefined()).isTrue();
        for (int c = 0; c < x.length; c++) {
            BigDecimal p = math.exp(x[c].subtract(lse));
            BigDecimal others = BigDecimal.ZERO;
            for (int j = 0; j < x.length; j++) {
                others = j == c ? others : others.add(math.exp(x[j].subtract(lse)));
            }
            assertThat(Ulps.distance(softmax.probability(c).value(), p)).isLessThanOrEqualTo(2);
            assertThat(Ulps.distance(softmax.complement(c).value(), others)).isLessThanOrEqualTo(2);
            assertThat(Ulps.distance(softmax.negativeLogProbability(c).value(), lse.subtract(x[c])))
                    .isLessThanOrEqualTo(2);
            assertWithinTwoToMinus57(softmax.precise(c).complement(), others);
            if (others.doubleValue() < 0.5) {
                assertWithinTwoToMinus57(softmax.precise(c).negativeLogProbability(), lse.subtract(x[c]));
            }
        }
    }

    /** Of the number, where it is not subnormal. */
    private static void assertWithinTwoToMinus57(DoubleDouble actual, BigDecimal exact) {
        BigDecimal error = new BigDecimal(actual.hi()).add(new BigDecimal(actual.lo())).subtract(exact).abs();
        BigDecimal bound = exact.divide(BigDecimal.TWO.pow(57)).add(new BigDecimal(Double.MIN_NORMAL));
        assertThat(error).isLessThanOrEqualTo(bound);
    }

    @Test
    void isDefinedWhenRowHasNoSoftmaxShouldBeFalse() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(isDefined(infinity, 0)).isFalse();
        assertThat(isDefined(-infinity, -infinity)).isFalse();
        assertThat(isDefined(Double.NaN, 0)).isFalse();
        assertThat(isDefined(0, Double.NaN)).isFalse();
        assertThat(isDefined(-infinity, 0)).isTrue();
    }

    private static boolean isDefined(double... logits) {
        return new StableSoftmax(logits, logits.length, new double[logits.length]).isDefined();
    }
}
