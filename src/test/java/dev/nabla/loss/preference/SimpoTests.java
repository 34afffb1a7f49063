package dev.nabla.loss.preference;

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

class SimpoTests extends LossContract<Simpo> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Simpo> variants() {
        return List.of(new Simpo(), new Simpo(2.5, 0), new Simpo(0.1, 1.3), new Simpo(50, 10));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "2.0 in (0, inf)", "gamma", "0.5 in [0, inf)");
    }

    @Override
    public SmoothFormula formula(Simpo loss) {
        return (sample, math) -> {
            BigDecimal lead = sample.the("chosen_logps").subtract(sample.the("rejected_logps"));
            BigDecimal u = lead.multiply(new BigDecimal(loss.beta())).subtract(new BigDecimal(loss.gamma()));
            return List.of(math.softplus(u.negate()));
        };
    }

    @Override
    public Optional<Textbook> textbook(Simpo loss) {
        return Optional.of(Textbook.formula("-log(sigmoid(beta*(chosen_logps - rejected_logps) - gamma))")
                .stable("softplus(gamma - beta*(chosen_logps - rejected_logps))"));
    }

    @Override
    public double[][] draw(Simpo loss, RandomGenerator random) {
        return PreferencePoints.drawPair(random);
    }

    @Override
    public Stream<Point<Simpo>> hardPoints() {
        return variants().stream().flatMap(PreferencePoints::hardPairs);
    }

    private static TaskBuilder task(Simpo loss, double chosen, double rejected) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).input("chosen_logps", chosen)
                .input("rejected_logps", rejected);
    }

    // By hand: β(c - r) is the margin, so that the chance is even: log 2, and β/2 of pull, β²/4 of curvature.
    @Test
    void answerWhenLeadIsTheMarginShouldBeThatOfAnEvenChance() {
        EvaluationView evaluation = task(new Simpo(0.5, 1), -1, -3).answer();
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient("chosen_logps")).containsExactly(-0.25);
        assertThat(evaluation.gradient("rejected_logps")).containsExactly(0.25);
        assertThat(evaluation.hessian("rejected_logps")).containsExactly(0.0625);
    }

    // The limits of the formula.
    @Test
    void answerWhenAnAnswerIsImpossibleShouldBeTheLimit() {
        EvaluationView behind = task(new Simpo(), -INF, -1).answer();
        assertThat(behind.loss()).containsExactly(INF);
        assertThat(behind.gradient("chosen_logps")).containsExactly(-2);
        assertThat(behind.hessian("chosen_logps")).containsExactly(0);
        EvaluationView ahead = task(new Simpo(), -1, -INF).answer();
        assertThat(ahead.loss()).containsExactly(0);
        assertThat(ahead.gradient("chosen_logps")).containsExactly(0);
        assertThat(task(new Simpo(), -INF, -INF).answer().loss()).containsExactly(Double.NaN);
    }
}
