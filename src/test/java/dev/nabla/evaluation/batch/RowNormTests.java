package dev.nabla.evaluation.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluatedLossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowNormTests extends EvaluatedLossContract<RowNorm> {

    @Override
    public List<RowNorm> variants() {
        return List.of(new RowNorm());
    }

    @Override
    public double[][] draw(RowNorm loss, RandomGenerator random) {
        return new double[][]{random.doubles(8, -3, 3).toArray()};
    }

    @Override
    public Stream<Point<RowNorm>> hardPoints() {
        return Stream.of(new Point<>(new RowNorm(), new double[]{1e-160, 3}),
                new Point<>(new RowNorm(), new double[]{0, 0, 1, 2}));
    }

    @Override
    public Formula formula(RowNorm loss) {
        return RowNormTests::terms;
    }

    private static List<BigDecimal> terms(Sample sample, Arithmetic math) {
        BigDecimal[] items = sample.all("predictions");
        BigDecimal[] weights = sample.all("sample_weight");
        int features = items.length / weights.length;
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < items.length; i++) {
            sum = sum.add(items[i].pow(2).multiply(weights[i / features]));
        }
        return List.of(math.divide(sum, sample.the("divisor")));
    }

    // By hand: (1 + 4 + 9 + 16)/2 and, without the second item, 1 + 4.
    @Test
    void maskShouldLeaveOutItems() {
        TaskBuilder task = TaskBuilder.of(new RowNorm()).rows("predictions", new double[][]{{1, 2}, {3, 4}});
        assertThat(task.answer().loss()).containsExactly(15);
        assertThat(task.mask(true, false).answer().loss()).containsExactly(5);
        assertThat(task.answer().gradient()).containsExactly(2, 4, 0, 0);
    }
}
