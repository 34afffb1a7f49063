package dev.nabla.evaluation.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.loss.EvaluatedLossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import dev.nabla.request.Fault;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BoxOverlapTests extends EvaluatedLossContract<BoxOverlap> {

    @Override
    public List<BoxOverlap> variants() {
        return List.of(new BoxOverlap());
    }

    /** The differences of coordinates cancel, and this loss is a plain one. */
    @Override
    public double budget() {
        return 64;
    }

    @Override
    public double[][] draw(BoxOverlap loss, RandomGenerator random) {
        return new double[][]{boxes(random), boxes(random)};
    }

    private static double[] boxes(RandomGenerator random) {
        return Stream.generate(() -> new double[]{random.nextDouble(0, 1), random.nextDouble(0, 1),
                random.nextDouble(2, 3), random.nextDouble(2, 3)}).limit(3).flatMapToDouble(Arrays::stream).toArray();
    }

    @Override
    public Stream<Point<BoxOverlap>> hardPoints() {
        return Stream.of(new Point<>(new BoxOverlap(), new double[]{0, 0, 2, 2.5}, new double[]{0.5, 1, 3, 3}));
    }

    @Override
    public Formula formula(BoxOverlap loss) {
        return BoxOverlapTests::terms;
    }

    private static List<BigDecimal> terms(Sample sample, Arithmetic math) {
        BigDecimal[] a = box(sample, "predictions");
        BigDecimal[] b = box(sample, "targets");
        BigDecimal width = math.min(a[2], b[2]).subtract(math.max(a[0], b[0]));
        BigDecimal height = math.min(a[3], b[3]).subtract(math.max(a[1], b[1]));
        BigDecimal overlap = math.max(width, BigDecimal.ZERO).multiply(math.max(height, BigDecimal.ZERO));
        BigDecimal union = area(a).add(area(b)).subtract(overlap);
        return List.of(BigDecimal.ONE, math.divide(overlap, union).negate());
    }

    private static BigDecimal[] box(Sample sample, String input) {
        int start = 4 * sample.the("value").intValueExact();
        return Arrays.copyOfRange(sample.all(input), start, start + 4);
    }

    private static BigDecimal area(BigDecimal[] box) {
        return box[2].subtract(box[0]).multiply(box[3].subtract(box[1]));
    }

    private static TaskBuilder task(double... predictions) {
        return TaskBuilder.of(new BoxOverlap()).rows("predictions", predictions)
                .rows("targets", new double[]{1, 0, 3, 2});
    }

    // By hand: boxes of area 4 overlap in 2; the union is 6, so the loss is 1 - 2/6.
    @Test
    void answerWhenHalfOverlapsShouldBeHandComputed() {
        assertThat(task(0, 0, 2, 2).answer().loss()).containsExactly(2 / 3.0);
    }

    @Test
    void boxesWithAnotherNumberOfSidesShouldBeRefused() {
        assertThat(task(0, 0, 2).fault().detail()).isEqualTo("predictions must have the shape [N, 4], has [1, 3]");
    }

    @Test
    void targetsWhenThereAreMoreBoxesShouldBeRefused() {
        TaskBuilder task = task(0, 0, 2, 2).rows("targets", new double[2][4]);
        assertThat(task.fault().detail()).isEqualTo("targets must have the shape [1, 4], has [2, 4]");
    }

    @Test
    void boxWhenItsSidesAreTurnedShouldBeRefusedUnlessItIsMasked() {
        Fault fault = task(0, 0, 2, -1).fault();
        assertThat(fault.field()).isEqualTo("predictions");
        assertThat(fault.index()).containsExactly(0, 3);
        assertThat(Evaluator.check(task(0, 0, 2, -1).mask(false).build())).isEmpty();
    }
}
