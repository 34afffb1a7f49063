package dev.nabla.loss.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CenterTests extends LossContract<Center> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Center> variants() {
        return List.of(new Center());
    }

    @Override
    public Formula formula(Center loss) {
        return new HalfSquare();
    }

    /** Four vectors of two features, three classes. */
    @Override
    public double[][] draw(Center loss, RandomGenerator random) {
        return new double[][]{random.doubles(8, -2, 2).toArray(), random.ints(4, 0, 3).asDoubleStream().toArray(),
                random.doubles(6, -2, 2).toArray()};
    }

    @Override
    public Stream<Point<Center>> hardPoints() {
        return DoubleStream.of(1e-300, 1e-160, 1e-8, 1, 1e8, 1e154, 1e200, 1e307).boxed().flatMap(unit -> Stream.of(
                point(unit, new double[]{1, 2, 3, -1.5}, new double[]{0, 1}, 1, 2, 3, -1),
                point(unit, new double[]{0.1, 0.2, 0.3, 1e-20}, new double[]{1, 1}, 1, 2, 0.1, 0.3),
                point(unit, new double[]{1, 1, 1, 1}, new double[]{0, 0}, Math.nextUp(1.0), 1e-17, 0, 0)));
    }

    private static Point<Center> point(double unit, double[] vectors, double[] targets, double... centers) {
        return new Point<>(new Center(), scaled(vectors, unit), targets, scaled(centers, unit));
    }

    private static double[] scaled(double[] numbers, double unit) {
        return DoubleStream.of(numbers).map(x -> x * unit).toArray();
    }

    /** ½‖x − c_y‖². */
    private static final class HalfSquare implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            int vector = sample.the("value").intValueExact();
            int features = sample.all("predictions").length / sample.all("targets").length;
            int center = sample.all("targets")[vector].intValueExact();
            BigDecimal sum = BigDecimal.ZERO;
            for (int k = 0; k < features; k++) {
                BigDecimal difference = sample.all("predictions")[vector * features + k]
                        .subtract(sample.all("centers")[center * features + k]);
                sum = sum.add(difference.pow(2));
            }
            return List.of(sum.divide(BigDecimal.TWO));
        }
    }

    private static TaskBuilder task(double[]... vectors) {
        return TaskBuilder.of(new Center()).reduction(Reduction.NONE).rows("predictions", vectors)
                .rows("centers", new double[]{0, 0}, new double[]{1, -1}, new double[]{5, 5});
    }

    // By hand: (3, 4) is 5 from (0, 0); (1, 0) is 1 from (1, -1), (2, -1) likewise. Class 2 has no vector.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(new double[]{3, 4}, new double[]{1, 0}, new double[]{2, -1})
                .input("targets", 0, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(12.5, 0.5, 0.5);
        assertThat(evaluation.gradient("predictions")).containsExactly(3, 4, 0, 1, 1, 0);
        assertThat(evaluation.gradient("centers")).containsExactly(-3, -4, -1, -1, 0, 0);
        assertThat(evaluation.hessian("predictions")).containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(evaluation.hessian("centers")).containsExactly(1, 1, 2, 2, 0, 0);
    }

    // By the conventions: a masked vector pulls no center, whatever it holds.
    @Test
    void answerWhenVectorIsMaskedShouldLeaveItOut() {
        EvaluationView evaluation = task(new double[]{3, 4}, new double[]{Double.NaN, INF}).input("targets", 0, 0)
                .mask(true, false).reduction(Reduction.MEAN).answer();
        assertThat(evaluation.loss()).containsExactly(12.5);
        assertThat(evaluation.gradient("predictions")).containsExactly(3, 4, 0, 0);
        assertThat(evaluation.gradient("centers")).containsExactly(-3, -4, 0, 0, 0, 0);
        assertThat(evaluation.hessian("centers")).containsExactly(1, 1, 0, 0, 0, 0);
    }

    // The limit of the square, whose slope is infinite too.
    @Test
    void answerWhenComponentIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = task(new double[]{-INF, 4}).input("targets", 0).answer();
        assertThat(evaluation.loss()).containsExactly(INF);
        assertThat(evaluation.gradient("predictions")).containsExactly(-INF, 4);
        assertThat(evaluation.gradient("centers")).containsExactly(INF, -4, 0, 0, 0, 0);
    }

    // By hand: ½ (1.5e154)² is finite, though its double is not.
    @Test
    void answerWhenSquareIsBeyondFloat64ShouldBeThatOfItsHalf() {
        EvaluationView evaluation = task(new double[]{1.5e154, 0}).input("targets", 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.5 * 1.5e154 * 1.5e154);
    }

    // From the reference: targets are indices of centers, whose vectors have as many features as the predictions.
    @Test
    void inputsWhenTheyDoNotFitTheCentersShouldBeRejected() {
        assertThat(task(new double[]{0, 0}).input("targets", 3).fault().field()).isEqualTo("targets");
        assertThat(task(new double[]{0, 0, 0}).input("targets", 0).fault().field()).isEqualTo("centers");
    }
}
