package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Pairs are held against double-double numbers, which normalize and check after each operation. */
class PairTests {

    private static final int CASES = 100_000;

    private final SplittableRandom random = new SplittableRandom(1);

    // A product loses lo·lo, and a quotient the square of its first error: 2^-104 or less of it.
    @Test
    void operationsShouldBeThoseOfDoubleDoubleNumbers() {
        assertSame(Pair::plus, DoubleDouble::plus);
        assertSame(Pair::minus, DoubleDouble::minus);
        assertSame(Pair::times, DoubleDouble::times);
        assertSame(Pair::dividedBy, DoubleDouble::dividedBy);
        assertSame((a, b) -> a.times(b.hi()), (a, b) -> a.times(b.hi()));
    }

    private void assertSame(BinaryOperator<Pair> operation, BinaryOperator<DoubleDouble> reference) {
        for (int i = 0; i < CASES; i++) {
            DoubleDouble a = number();
            DoubleDouble b = number();
            Pair actual = operation.apply(Pair.of(a), Pair.of(b));
            DoubleDouble expected = reference.apply(a, b);
            double size = Math.max(Math.abs(expected.hi()), 0x1p-60);
            assertThat(DoubleDouble.sum(actual.hi(), actual.lo()).minus(expected).value() / size)
                    .as("%s and %s", a, b).isCloseTo(0, within(0x1p-100 * Math.max(1, a.abs().hi() / size)));
        }
    }

    private DoubleDouble number() {
        return DoubleDouble.sum(random.nextDouble(-4, 4), Math.scalb(random.nextDouble(-1, 1), -54));
    }

    @Test
    void blendShouldTakeTheOneOrTheOther() {
        Pair yes = Pair.sum(0.1, 0x1p-60);
        Pair no = Pair.sum(-3e300, 1e280);
        assertThat(Pair.blend(1, yes, no)).isEqualTo(yes);
        assertThat(Pair.blend(0, yes, no)).isEqualTo(no);
    }

    // Once a part has overflowed, neither a quotient nor a sum makes the value finite again.
    @Test
    void valueWhenAStepOverflowsShouldNotBeFinite() {
        Pair infinite = Pair.product(1e200, 1e200);
        assertThat(infinite.value()).isNaN();
        assertThat(Pair.of(1).dividedBy(infinite).value()).isNaN();
        assertThat(infinite.minus(infinite).times(0).value()).isNaN();
        assertThat(Pair.sum(Double.MAX_VALUE, Double.MAX_VALUE).value()).isNaN();
    }
}
