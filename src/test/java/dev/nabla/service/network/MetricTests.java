package dev.nabla.service.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.loss.Geometry;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class MetricTests {

    private static Comparison elements(Shape shape, double[] output, double[] targets, IntPredicate isCounted) {
        return new Comparison(new Float64Tensor(shape, output), new Float64Tensor(shape, targets), false,
                Geometry.ofElements(shape), isCounted);
    }

    private static Comparison rows(Shape shape, int axis, double[] output, double... classes) {
        Geometry geometry = Geometry.ofRows(shape, axis);
        return new Comparison(new Float64Tensor(shape, output), new Float64Tensor(geometry.values(), classes), true,
                geometry, _ -> true);
    }

    // The example of scikit-learn's r2_score: 0.948608137…
    @Test
    void r2ShouldBeThatOfScikitLearn() {
        assertThat(Metric.R2.of(elements(Shape.of(4), new double[]{2.5, 0, 2, 8}, new double[]{3, -0.5, 2, 7},
                _ -> true))).isCloseTo(0.9486081370449679, within(1e-15));
    }

    // The example with several outputs: 0.936800526… is the mean of both, uniform_average.
    @Test
    void r2OfSeveralOutputsShouldBeTheirMean() {
        assertThat(Metric.R2.of(elements(Shape.of(3, 2), new double[]{0, 2, -1, 2, 8, -5},
                new double[]{0.5, 1, -1, 1, 7, -6}, _ -> true))).isCloseTo(0.9368005266622779, within(1e-15));
    }

    // As scikit-learn with force_finite: constant targets that are all met, or not.
    @Test
    void r2OfConstantTargetsShouldBeOneOrZero() {
        double[] constant = {-2, -2, -2};
        assertThat(Metric.R2.of(elements(Shape.of(3), constant.clone(), constant, _ -> true))).isOne();
        assertThat(Metric.R2.of(elements(Shape.of(3), new double[]{-2, -2, -2 + 1e-8}, constant, _ -> true)))
                .isZero();
        assertThat(Metric.R2.of(elements(Shape.of(1), new double[]{1}, new double[]{1}, _ -> true))).isNaN();
    }

    // By hand: (1 + 3)/2, the second element being masked.
    @Test
    void maeShouldLeaveMaskedElementsOut() {
        assertThat(Metric.MAE.of(elements(Shape.of(3), new double[]{1, Double.NaN, 5}, new double[]{2, 0, 2},
                i -> i != 1))).isEqualTo(2);
        assertThat(Metric.MAE.of(elements(Shape.of(0), new double[0], new double[0], _ -> true))).isNaN();
    }

    // Classes along axis 1 of (1, 2, 3): the columns [1, 4], [5, 2] and [3, 3], of which the first of equals counts.
    @Test
    void accuracyShouldTakeTheLargestAlongTheClassAxis() {
        assertThat(Metric.ACCURACY.of(rows(Shape.of(1, 2, 3), 1, new double[]{1, 5, 3, 4, 2, 3}, 1, 0, 1)))
                .isEqualTo(2.0 / 3);
        assertThat(Metric.ACCURACY.of(rows(Shape.of(1, 2, 3), 1, new double[]{1, 5, 3, 4, 2, 3}, 1, 0, 0))).isOne();
    }

    @Test
    void objectionShouldSayWhatAMetricIsOf() {
        Comparison elements = elements(Shape.of(1), new double[]{1}, new double[]{1}, _ -> true);
        Comparison rows = rows(Shape.of(1, 2), 1, new double[]{1, 2}, 1);
        assertThat(Metric.ACCURACY.objection(elements))
                .hasValueSatisfying(text -> assertThat(text).contains("classes"));
        assertThat(Metric.MAE.objection(rows))
                .hasValueSatisfying(text -> assertThat(text).contains("shape of the output"));
        assertThat(Metric.ACCURACY.objection(rows)).isEmpty();
        assertThat(Metric.R2.objection(elements)).isEmpty();
    }
}
