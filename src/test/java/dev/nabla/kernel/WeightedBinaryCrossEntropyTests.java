package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The cross-entropy of pairs is held against the sum of its terms, each by its own formula. */
class WeightedBinaryCrossEntropyTests {

    // Functions and results are off by up to 2^-53 of themselves; the terms of the gradient cancel, which enlarges that.
    @Test
    void answerShouldBeTheSumOfItsTerms() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            double x = random.nextDouble(-30, 30);
            double negative = random.nextDouble(0, 3);
            double positive = random.nextInt(3) == 0 ? 0 : random.nextDouble(0, 3);
            WeightedBinaryCrossEntropy fast = new WeightedBinaryCrossEntropy(Pair.of(negative), Pair.of(positive));
            ScaledBinaryCrossEntropy slow = new ScaledBinaryCrossEntropy(ScaledDoubleDouble.of(negative),
                    ScaledDoubleDouble.of(positive));
            double tail = Elementary.exp(-Math.abs(x));
            assertClose(fast.value(x, Elementary.softplus(-Math.abs(x))), slow.value(x), slow.value(x));
            assertClose(fast.gradient(x, tail), slow.gradient(x),
                    negative * Elementary.sigmoid(x) + positive * Elementary.sigmoid(-x));
            assertClose(fast.hessian(tail), slow.hessian(x), slow.hessian(x));
        }
    }

    private static void assertClose(double actual, double expected, double size) {
        assertThat(actual).isCloseTo(expected, within(0x1p-51 * size));
    }
}
