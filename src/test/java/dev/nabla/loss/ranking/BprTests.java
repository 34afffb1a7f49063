package dev.nabla.loss.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BprTests extends LossContract<Bpr> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Bpr> variants() {
        return List.of(new Bpr());
    }

    @Override
    public Formula formula(Bpr loss) {
        return new Logistic();
    }

    @Override
    public Optional<Textbook> textbook(Bpr loss) {
        return Optional
                .of(Textbook.formula("-log(sigmoid(positive - negative))").stable("softplus(negative - positive)"));
    }

    @Override
    public double[][] draw(Bpr loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-3, 3)}, {random.nextDouble(-3, 3)}};
    }

    @Override
    public Stream<Point<Bpr>> hardPoints() {
        double[] scores = {0, Double.MIN_VALUE, 1e-300, 1e-17, 0.1, -0.3, 1, Math.nextUp(1.0), 18.5, -36.7, 350, -372.5,
                709.8, 746, 1e4, -1e16, 1e16 - 2, 1e300, -1e300};
        return DoubleStream.of(scores).boxed().flatMap(first -> DoubleStream.of(scores)
                .mapToObj(second -> new Point<>(new Bpr(), new double[]{first}, new double[]{second})));
    }

    /** log(1 + e^(x⁻ − x⁺)). */
    private static final class Logistic implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(math.softplus(sample.the("negative").subtract(sample.the("positive"))));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    private static TaskBuilder task(double positive, double negative) {
        return TaskBuilder.of(new Bpr()).reduction(Reduction.NONE).input("positive", positive)
                .input("negative", negative);
    }

    // By hand: log 2 and half of the pull each, a quarter of curvature.
    @Test
    void answerWhenScoresAreEqualShouldBeThatOfAnEvenChance() {
        EvaluationView evaluation = task(3, 3).answer();
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient("positive")).containsExactly(-0.5);
        assertThat(evaluation.gradient("negative")).containsExactly(0.5);
        assertThat(evaluation.hessian("negative")).containsExactly(0.25);
    }

    // The limits of the formula; ∞ - ∞ is NaN.
    @Test
    void answerWhenScoresAreInfiniteShouldBeTheLimit() {
        EvaluationView ahead = task(INF, 0).answer();
        assertThat(ahead.loss()).containsExactly(0);
        assertThat(ahead.gradient("positive")).containsExactly(0);
        EvaluationView behind = task(-INF, 0).answer();
        assertThat(behind.loss()).containsExactly(INF);
        assertThat(behind.gradient("positive")).containsExactly(-1);
        assertThat(behind.hessian("positive")).containsExactly(0);
        EvaluationView both = task(INF, INF).answer();
        assertThat(both.loss()).containsExactly(Double.NaN);
        assertThat(both.gradient("positive")).containsExactly(Double.NaN);
    }
}
