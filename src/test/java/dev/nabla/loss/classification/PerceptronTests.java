package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.loss.classification.MarginFormula.Joint;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PerceptronTests extends LossContract<Perceptron> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Perceptron> variants() {
        return List.of(new Perceptron());
    }

    @Override
    public Formula formula(Perceptron loss) {
        return new MarginFormula((z, math) -> math.max(BigDecimal.ZERO, z.negate()), new Joint(0, -1, 0));
    }

    @Override
    public Optional<Textbook> textbook(Perceptron loss) {
        return Optional.of(Textbook.formula(Textbook.MARGIN + "maximum(0, -z)"));
    }

    @Override
    public double[][] draw(Perceptron loss, RandomGenerator random) {
        return MarginPoints.draw(random);
    }

    @Override
    public Stream<Point<Perceptron>> hardPoints() {
        return MarginPoints.hard(new Perceptron(), 0);
    }

    // From the reference: at 0 the loss is 0 and the gradient -t; at infinity the line.
    @Test
    void answerWhenScoreIsZeroOrInfiniteShouldBeThatOfTheLine() {
        EvaluationView evaluation = TaskBuilder.of(new Perceptron()).reduction(Reduction.NONE)
                .input("predictions", 0, -0.0, INF, -INF).input("targets", 1, -1, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0, 0, INF);
        assertThat(evaluation.gradient()).containsExactly(-1, 1, 0, -1);
    }
}
