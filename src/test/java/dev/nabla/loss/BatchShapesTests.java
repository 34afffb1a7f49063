package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.sequence.Ctc;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BatchShapesTests {

    /** Two sequences of two time steps and two classes, the second of one step; the predictions are counted. */
    private static Supplier<Point<Ctc>> counting() {
        int[] next = {0};
        return () -> {
            double[] predictions = new double[8];
            for (int i = 0; i < predictions.length; i++) {
                predictions[i] = next[0]++;
            }
            return new Point<>(new Ctc(), Map.of("T", 2, "N", 2, "C", 2), predictions, new double[]{1, 1},
                    new double[]{2, 1}, new double[]{1, 1});
        };
    }

    // By hand: T, N, C = 2, 2, 2 twice, along the last, the middle and the first axis.
    @Test
    void joinedShouldPutBatchesSideBySideAlongTheAxis() {
        assertThat(Point.joined("C", 4, counting()).inputs()[0]).containsExactly(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13,
                6, 7, 14, 15);
        assertThat(Point.joined("N", 3, counting()).inputs()[0]).containsExactly(0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7,
                12, 13, 14, 15);
        assertThat(Point.joined("T", 4, counting()).inputs()[0]).startsWith(0, 1, 2, 3).hasSize(16).endsWith(14, 15);
    }

    @Test
    void joinedShouldKeepOtherInputsButWholeLengths() {
        Point<Ctc> joined = Point.joined("T", 4, counting());
        assertThat(joined.inputs()[1]).containsExactly(1, 1);
        assertThat(joined.inputs()[2]).containsExactly(4, 1);
        assertThat(joined.inputs()[3]).containsExactly(1, 1);
        assertThat(Point.joined("S", 2, counting()).inputs()[3]).containsExactly(2, 2);
    }

    @Test
    void axisNamesShouldBeThoseOfTheInput() {
        assertThat(counting().get().axisNames(0)).isEqualTo(List.of("T", "N", "C"));
        assertThat(counting().get().axisNames(1)).isEqualTo(List.of("N", "S"));
    }
}
