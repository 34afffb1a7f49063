package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Formula;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MulticlassPerceptronTests extends LossContract<MulticlassPerceptron> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<MulticlassPerceptron> variants() {
        return List.of(new MulticlassPerceptron());
    }

    @Override
    public Formula formula(MulticlassPerceptron loss) {
        return new CrammerSingerFormula(BigDecimal.ZERO);
    }

    @Override
    public Optional<Textbook> textbook(MulticlassPerceptron loss) {
        return Optional.of(Textbook.formula("max(x, axis=1) - pick(x, t)"));
    }

    @Override
    public double[][] draw(MulticlassPerceptron loss, RandomGenerator random) {
        return new double[][]{ScoreRows.draw(random), {random.nextInt(4)}};
    }

    @Override
    public Stream<Point<MulticlassPerceptron>> hardPoints() {
        return Stream.concat(worstPoints(), ScoreRows.withEachTarget(new MulticlassPerceptron(),
                Stream.concat(Stream.of(new double[]{0.3}), ScoreRows.hard())));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<MulticlassPerceptron>> worstPoints() {
        return Stream.of(
                new Point<>(new MulticlassPerceptron(),
                        new double[]{1.8769095741589537, -5.637027792358712, -10000.0, 1.9446551131616832},
                        new double[]{1.0})); // loss 0.5 ulp
    }

    // From the reference: the lowest index ≠ y that attains the maximum, which y attains too; a single class has nothing.
    @Test
    void gradientWhenSeveralAttainTheMaximumShouldGoToTheFirstRival() {
        EvaluationView evaluation = TaskBuilder.of(new MulticlassPerceptron()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{1, 1, 1}, {0, 2, 2}, {2, 0, 0}}).input("targets", 0, 2, 0)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0, 0, 0);
        assertThat(evaluation.gradient()).containsExactly(-1, 1, 0, 0, 1, -1, 0, 0, 0);
    }

    // By the limits of the formula; ∞ - ∞ is NaN and takes its row.
    @Test
    void answerWhenScoreIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new MulticlassPerceptron()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{INF, 0}, {INF, 0}, {INF, INF}, {-INF, -INF}, {-INF, 0}})
                .input("targets", 0, 1, 0, 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0, INF, Double.NaN, Double.NaN, INF);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 1, -1, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
                -1,
                1);
    }

    // By hand, from the reference: the class axis is the last one, and a single class costs nothing.
    @Test
    void lossWhenThereIsOneClassShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new MulticlassPerceptron())
                .input("predictions", TaskBuilder.tensor(Shape.of(1, 2, 1), 5, -7))
                .input("targets", TaskBuilder.tensor(Shape.of(1, 2), 0, 0)).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0, 0);
    }
}
