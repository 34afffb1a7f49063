package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.request.Fault;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every loss of boxes. */
abstract class BoxLossContract<L extends BoxLoss> extends LossContract<L> {

    @Override
    public Map<String, String> options() {
        return Map.of("eps", "1.0E-7 in [0, inf)");
    }

    @Override
    public double[][] draw(L loss, RandomGenerator random) {
        return new double[][]{boxes(random), boxes(random)};
    }

    private static double[] boxes(RandomGenerator random) {
        return Stream.generate(() -> new double[]{random.nextDouble(0, 1), random.nextDouble(0, 1),
                random.nextDouble(1, 3), random.nextDouble(1, 3)}).limit(2).flatMapToDouble(Arrays::stream).toArray();
    }

    @Override
    public Stream<Point<L>> hardPoints() {
        double[] target = {0.5, 1, 3, 3.1};
        double[][] boxes = {{0, 0, 2, 2.5}, {4, 0.5, 5, 2}, {0.6, 1.1, 0.7, 1.3}, {-1, -2, 30, 40}, target,
                {0.5, 0, 3, 2}, {0.5, 1, 2, 3.1}, {0.5000000000000001, 1, 3, 3.1000000000000005},
                {1e8, 1e8, 1.1e8, 1.3e8}, {0.1, 2, 2.9, 2.0000000000000004}, {-1e100, -3, 1e100, 3},
                {0.1, -1e150, 2, -3}, {0.1, -1e150, 2, 1e150}};
        Stream<Point<L>> scaled = variants().stream().flatMap(loss -> Stream.of(boxes).flatMap(
                box -> Stream.of(1e-150, 1e-3, 1.0, 1e100)
                        .map(unit -> new Point<>(loss, times(unit, box), times(unit, target)))));
        Stream<Point<L>> found = variants().stream().map(loss -> new Point<>(loss,
                new double[]{-5e-151, 1e-150, 0.9671671127294457, 3.1e-150},
                new double[]{5e-151, 7.690000062323306e-151, 2.999999999999998e-150, 1e4}));
        return Stream.concat(scaled, found);
    }

    private static double[] times(double unit, double[] box) {
        return Arrays.stream(box).map(side -> unit * side).toArray();
    }

    TaskBuilder task(double... predictions) {
        return TaskBuilder.of(defaults()).reduction(Reduction.NONE).rows("predictions", predictions)
                .rows("targets", new double[]{1, 0, 3, 2});
    }

    // From the reference: a box whose sides are turned is rejected; what is masked is not looked at.
    @Test
    void boxWhenItsSidesAreTurnedShouldBeRejectedUnlessItIsMasked() {
        Fault fault = task(0, 0, 2, -1).fault();
        assertThat(fault.field()).isEqualTo("predictions");
        assertThat(fault.index()).containsExactly(0, 3);
        assertThat(Evaluator.check(task(0, 0, 2, -1).mask(false).build())).isEmpty();
    }

    // By the formulas: equal boxes have nothing but overlap, whatever is added to the areas; the slopes of a kink cancel.
    @Test
    void answerWhenBoxesAreEqualShouldBeThatOfEps() {
        EvaluationView evaluation = task(1, 0, 3, 2).answer();
        double eps = defaults().eps();
        assertThat(evaluation.loss()).containsExactly(eps / (4 + eps));
        assertThat(Arrays.stream(evaluation.gradient()).map(Math::abs).max())
                .satisfies(largest -> assertThat(largest.getAsDouble()).isLessThan(eps));
    }

    // From the reference: what only touches, or has no area, does not overlap; answers stay finite.
    @Test
    void answerWhenNothingOverlapsShouldBeAtLeastOne() {
        for (double[] box : new double[][]{{0, 0, 1, 2}, {1, 2, 3, 4}, {3, 2, 4, 5}, {1, 1, 1, 1}, {2, 0, 2, 2},
                {7, 8, 9, 9}}) {
            EvaluationView evaluation = task(box).answer();
            assertThat(evaluation.loss()[0]).isBetween(1.0, 3.0);
            assertThat(Arrays.stream(evaluation.gradient())).allMatch(Double::isFinite);
        }
    }

    // By the conventions: NaN makes its own box NaN and no other.
    @Test
    void answerWhenSideIsNaNShouldBeNaNForItsBox() {
        EvaluationView evaluation = TaskBuilder.of(defaults()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{0, 0, 2, Double.NaN}, {0, 0, 2, 2}})
                .rows("targets", new double[][]{{1, 0, 3, 2}, {1, 0, 3, 2}}).answer();
        assertThat(evaluation.loss()[0]).isNaN();
        assertThat(evaluation.loss()[1]).isFinite();
        assertThat(Arrays.copyOf(evaluation.gradient(), 4)).containsOnly(Double.NaN);
        assertThat(Arrays.stream(evaluation.gradient()).skip(4)).allMatch(Double::isFinite);
    }
}
