package dev.nabla.loss.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.SmoothFormula;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImportanceSamplingTests extends LossContract<ImportanceSampling> {

    @Override
    public List<ImportanceSampling> variants() {
        return List.of(new ImportanceSampling());
    }

    @Override
    public SmoothFormula formula(ImportanceSampling loss) {
        return (sample, math) -> List.of(PolicyPoints.ratio(sample, math).multiply(sample.the("advantages")).negate());
    }

    @Override
    public Optional<Textbook> textbook(ImportanceSampling loss) {
        return Optional.of(Textbook.formula(PolicyPoints.RATIO + "-r*advantages"));
    }

    @Override
    public double[][] draw(ImportanceSampling loss, RandomGenerator random) {
        return PolicyPoints.draw(random);
    }

    @Override
    public Stream<Point<ImportanceSampling>> hardPoints() {
        return PolicyPoints.hardPoints(new ImportanceSampling());
    }

    // From the reference: the ratio is not bounded, overflow is kept; an advantage of 0 contributes 0.
    @Test
    void answerWhenRatioOverflowsShouldBeInfiniteUnlessTheAdvantageIsZero() {
        EvaluationView evaluation = TaskBuilder.of(new ImportanceSampling()).reduction(Reduction.NONE)
                .input("log_probs", 0, 0, 0).input("old_log_probs", -1000, -1000, Double.NEGATIVE_INFINITY)
                .input("advantages", 1, -1, 0).answer();
        double[] expected = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0};
        assertThat(evaluation.loss()).containsExactly(expected);
        assertThat(evaluation.gradient("log_probs")).containsExactly(expected);
        assertThat(evaluation.hessian("log_probs")).containsExactly(expected);
    }
}
