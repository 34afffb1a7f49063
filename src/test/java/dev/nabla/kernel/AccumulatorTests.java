package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against BigDecimal. */
class AccumulatorTests {

    private static final long SEED = 20_250_917L;

    @Test
    void totalShouldBeWithinItsBoundAtAwkwardLengths() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int length : new int[]{0, 1, 2, 15, 16, 17, 31, 32, 33, 1000}) {
            double[] values = random.doubles(length, -1, 1).map(x -> Math.scalb(x, random.nextInt(-40, 40))).toArray();
            Accumulator whole = new Accumulator();
            whole.add(values, 0, length);
            Accumulator each = new Accumulator();
            Arrays.stream(values).forEach(each::add);
            assertClose(whole, values);
            assertClose(each, values);
        }
    }

    /** The error of hi + lo is about n²·2⁻¹⁰⁶·Σ|xᵢ|, says its documentation. */
    private static void assertClose(Accumulator sum, double[] values) {
        BigDecimal exact = BigDecimal.ZERO;
        BigDecimal size = BigDecimal.ZERO;
        for (double value : values) {
            exact = exact.add(new BigDecimal(value));
            size = size.add(new BigDecimal(Math.abs(value)));
        }
        BigDecimal bound = size.multiply(BigDecimal.valueOf((long) values.length * values.length))
                .divide(BigDecimal.TWO.pow(106));
        assertThat(new BigDecimal(sum.hi()).add(new BigDecimal(sum.lo())).subtract(exact).abs())
                .as("%d values, seed %d", values.length, SEED).isLessThanOrEqualTo(bound);
    }

    @Test
    void totalWhenLargeNumbersCancelShouldKeepTheSmallOne() {
        Accumulator sum = new Accumulator();
        for (double value : new double[]{1e300, 1, -1e300}) {
            sum.add(value);
        }
        assertThat(sum.value()).isEqualTo(1);
    }

    @Test
    void addProductShouldAddTheExactProduct() {
        Accumulator sum = new Accumulator();
        sum.addProduct(1 + 0x1p-30, 1 - 0x1p-30); // 1 - 2^-60
        sum.add(-1);
        assertThat(sum.value()).isEqualTo(-0x1p-60);
    }

    @Test
    void addOfAnotherSumShouldTakeItsErrorIn() {
        Accumulator first = new Accumulator();
        first.add(1);
        first.add(1e-20);
        Accumulator second = new Accumulator();
        second.add(-1);
        second.add(first);
        assertThat(second.value()).isEqualTo(1e-20);
    }

    @Test
    void totalWhenInfiniteOrNaNShouldBeThatOfAPlainSum() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(sum(infinity, 1)).isEqualTo(infinity);
        assertThat(sum(infinity, -infinity)).isNaN();
        assertThat(sum(Double.NaN, 1)).isNaN();
        assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(infinity);
    }

    @Test
    void resetShouldStartAgain() {
        Accumulator sum = new Accumulator();
        sum.add(1);
        sum.add(1e-20);
        sum.reset();
        sum.add(2);
        assertThat(sum.value()).isEqualTo(2);
        assertThat(sum.lo()).isZero();
    }

    private static double sum(double... values) {
        Accumulator sum = new Accumulator();
        sum.add(values, 0, values.length);
        return sum.value();
    }
}
