package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StableOrderTests {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static int[] descending(double... numbers) {
        return StableOrder.descending(numbers.length, i -> DoubleDouble.of(numbers[i]));
    }

    @Test
    void orderWhenNumbersAreEqualShouldKeepTheirOrder() {
        assertThat(descending(1, 2, 1, -0.0, 2, 0, -1)).containsExactly(1, 4, 0, 2, 3, 5, 6);
    }

    @Test
    void orderWhenNumbersAreExtremeShouldBeBySize() {
        assertThat(descending(-INF, Double.MIN_VALUE, 0, INF, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE))
                .containsExactly(3, 5, 1, 2, 4, 6, 0);
    }

    @Test
    void orderWhenLeadingBitsAreEqualShouldBeByTheOthers() {
        double[] numbers = DoubleStream.iterate(1, Math::nextUp).limit(1000).toArray();
        int[] reversed = IntStream.range(0, 1000).map(i -> 999 - i).toArray();
        assertThat(descending(numbers)).isEqualTo(reversed);
        double[] low = DoubleStream.iterate(1e-30, x -> x + 1e-30).limit(1000).toArray();
        assertThat(StableOrder.descending(1000, i -> new DoubleDouble(1, low[i]))).isEqualTo(reversed);
    }

    @Test
    void orderWhenThereAreFewNumbersShouldBeBySize() {
        assertThat(descending()).isEmpty();
        assertThat(descending(7)).containsExactly(0);
        assertThat(descending(1, 2)).containsExactly(1, 0);
    }

    /** Against a stable sort of boxed indices. */
    @Test
    void orderOfManyNumbersShouldBeThatOfAStableSort() {
        SplittableRandom random = new SplittableRandom(7);
        DoubleSupplier[] kinds = {random::nextGaussian, () -> random.nextInt(-5, 5), () -> (float) random.nextDouble(),
                () -> random.nextDouble(1, 1 + 1e-12),
                () -> Math.scalb(random.nextDouble(), random.nextInt(-900, 900))};
        for (DoubleSupplier kind : kinds) {
            double[] numbers = DoubleStream.generate(kind).limit(150_000).toArray();
            int[] expected = IntStream.range(0, numbers.length).boxed()
                    .sorted(Comparator.comparingDouble(i -> -numbers[i])).mapToInt(i -> i).toArray();
            assertThat(descending(numbers)).isEqualTo(expected);
        }
    }
}
