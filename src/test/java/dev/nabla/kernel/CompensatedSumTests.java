package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompensatedSumTests {

    private final CompensatedSum accumulator = new CompensatedSum();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 31, 32, 33, 100, 1000, 4099})
    void arrayShouldBeSummedToTwiceThePrecision(int length) {
        double[] values = scattered(length);
        accumulator.add(values, 0, length);
        assertTotalIsNear(exactSum(values), absoluteSum(values) * length * length);
    }

    @Test
    void singleNumbersShouldBeSummedToTwiceThePrecision() {
        double[] values = scattered(3000);
        for (double value : values) {
            accumulator.add(value);
        }
        assertTotalIsNear(exactSum(values), absoluteSum(values) * 9e6);
    }

    @Test
    void sumThatCancelsShouldKeepWhatIsLeft() {
        accumulator.add(new double[]{1e100, 1.0, -1e100, 0x1p-60}, 0, 4);
        assertThat(accumulator.hi()).isEqualTo(1.0);
        assertThat(accumulator.lo()).isEqualTo(0x1p-60);
    }

    @Test
    void productsShouldBeAddedWithTheirRoundingError() {
        double x = 1.0 + 0x1p-30;
        accumulator.addProduct(x, x);
        accumulator.add(-1.0);
        accumulator.add(-0x1p-29);
        assertThat(accumulator.value()).isEqualTo(0x1p-60);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 40, 1003})
    void arrayShouldBeSummedInSixteenLanesThatFoldInHalves(int length) {
        double[] values = scattered(length);
        CompensatedSum[] lanes = new CompensatedSum[16];
        Arrays.setAll(lanes, lane -> new CompensatedSum());
        for (int i = 0; i < length; i++) {
            lanes[i % 16].add(values[i]);
        }
        for (int half = 8; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane].add(lanes[lane + half]);
            }
        }
        accumulator.add(values, 0, length);
        assertThat(accumulator.hi()).isEqualTo(lanes[0].hi());
        assertThat(accumulator.lo()).isEqualTo(lanes[0].lo());
    }

    @Test
    void lanesShouldCountFromTheStartOfTheRange() {
        double[] values = scattered(100);
        double[] shifted = new double[105];
        System.arraycopy(values, 0, shifted, 5, 100);
        accumulator.add(shifted, 5, 105);
        CompensatedSum other = new CompensatedSum();
        other.add(values, 0, 100);
        assertThat(accumulator.hi()).isEqualTo(other.hi());
        assertThat(accumulator.lo()).isEqualTo(other.lo());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
    void sumWhenOneNumberIsNotFiniteShouldBeThatNumber(double value) {
        accumulator.add(1.0);
        accumulator.add(new double[]{2.0, value, 3.0}, 0, 3);
        accumulator.addProduct(4.0, 5.0);
        assertThat(accumulator.value()).isEqualTo(Double.valueOf(value));
        assertThat(accumulator.lo()).isZero();
    }

    @Test
    void sumOfOppositeInfinitiesShouldBeNan() {
        accumulator.add(Double.POSITIVE_INFINITY);
        accumulator.add(Double.NEGATIVE_INFINITY);
        assertThat(accumulator.value()).isNaN();
    }

    @Test
    void sumWhenItOverflowsShouldBeInfinite() {
        accumulator.addProduct(Double.MAX_VALUE, 2.0);
        accumulator.add(-1.0);
        assertThat(accumulator.value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(accumulator.lo()).isZero();
    }

    // By hand: a + a − a = a, of the largest number, in one lane, in two, and one by one.
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16})
    void sumWhenOnlyPartOfItOverflowsShouldBeFinite(int distance) {
        double[] values = new double[3 * distance];
        values[0] = Double.MAX_VALUE;
        values[distance] = Double.MAX_VALUE;
        values[2 * distance] = -Double.MAX_VALUE;
        accumulator.add(values, 0, values.length);
        assertThat(accumulator.value()).isEqualTo(Double.MAX_VALUE);
        for (double value : values) {
            accumulator.add(-value);
        }
        accumulator.add(0.25);
        assertThat(accumulator.value()).isEqualTo(0.25);
    }

    // By hand: 2^1000·2^1000 − 2^999·2^1001 cancel, and 3·2^-1000·2^-1000 is what is left.
    @Test
    void productsWhenBeyondFloat64ShouldBeAddedExactly() {
        accumulator.addProduct(0x1p1000, 0x1p1000);
        accumulator.addProduct(-0x1p999, 0x1p1001);
        accumulator.addProduct(0x3p-1000, 0x1p-1000);
        assertThat(accumulator.value()).isZero();
        assertThat(accumulator.scaledTotal().times(0x1p1000).times(0x1p1000).value()).isEqualTo(3);
    }

    @Test
    void sumOfSumsWhenBothOverflowShouldBeTheirDifference() {
        CompensatedSum other = new CompensatedSum();
        for (int i = 0; i < 3; i++) {
            accumulator.add(Double.MAX_VALUE);
            other.add(i < 2 ? -Double.MAX_VALUE : -1);
        }
        accumulator.add(other);
        assertThat(accumulator.value()).isEqualTo(Double.MAX_VALUE);
        assertThat(accumulator.lo()).isEqualTo(-1);
    }

    @Test
    void resetShouldStartAtZero() {
        accumulator.add(Double.MAX_VALUE);
        accumulator.add(Double.MAX_VALUE);
        accumulator.add(1e10);
        accumulator.reset();
        assertThat(accumulator.hi()).isEqualTo(0.0);
        assertThat(accumulator.lo()).isEqualTo(0.0);
    }

    private void assertTotalIsNear(BigDecimal exact, double weight) {
        double error = new BigDecimal(accumulator.hi()).add(new BigDecimal(accumulator.lo())).subtract(exact).abs()
                .doubleValue();
        assertThat(error).isLessThanOrEqualTo(weight * 0x1p-106);
        assertThat(accumulator.hi()).isEqualTo(accumulator.hi() + accumulator.lo());
    }

    private static double[] scattered(int length) {
        Random random = new Random(length);
        return DoubleStream.generate(() -> Math.scalb(random.nextDouble(-2.0, 2.0), random.nextInt(-40, 40)))
                .limit(length).toArray();
    }

    private static BigDecimal exactSum(double[] values) {
        return Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static double absoluteSum(double[] values) {
        return Arrays.stream(values).map(Math::abs).sum();
    }
}
