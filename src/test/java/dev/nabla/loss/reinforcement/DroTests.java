package dev.nabla.loss.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.SmoothFormula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DroTests extends LossContract<Dro> {

    @Override
    public List<Dro> variants() {
        return List.of(new Dro(), new Dro(2), new Dro(0));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "0.05 in [0, inf)");
    }

    /** −A·l and ½βq²: terms that cancel. */
    @Override
    public SmoothFormula formula(Dro loss) {
        return (sample, _) -> {
            BigDecimal q = sample.the("log_probs").subtract(sample.the("old_log_probs"));
            return List.of(sample.the("advantages").multiply(sample.the("log_probs")).negate(),
                    q.pow(2).multiply(new BigDecimal(loss.beta())).divide(BigDecimal.TWO));
        };
    }

    @Override
    public Optional<Textbook> textbook(Dro loss) {
        return Optional.of(Textbook.formula("-(advantages*log_probs - 0.5*beta*(log_probs - old_log_probs)^2)"));
    }

    @Override
    public double[][] draw(Dro loss, RandomGenerator random) {
        return PolicyPoints.draw(random);
    }

    @Override
    public Stream<Point<Dro>> hardPoints() {
        return variants().stream().flatMap(PolicyPoints::hardPoints);
    }

    // The limits: the square outweighs any gain, unless beta is 0.
    @Test
    void answerWhenActionBecameImpossibleShouldBeTheLimit() {
        EvaluationView evaluation = impossible(new Dro());
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient("log_probs")).containsExactly(Double.NEGATIVE_INFINITY);
        assertThat(evaluation.hessian("log_probs")).containsExactly(0.05);
        assertThat(impossible(new Dro(0)).loss()).containsExactly(Double.NEGATIVE_INFINITY);
        assertThat(impossible(new Dro(0)).gradient("log_probs")).containsExactly(2);
    }

    private static EvaluationView impossible(Dro loss) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).input("log_probs", Double.NEGATIVE_INFINITY)
                .input("old_log_probs", -1).input("advantages", -2).answer();
    }
}
