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

class CpoTests extends LossContract<Cpo> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Cpo> variants() {
        return List.of(new Cpo(), new Cpo(0.5, 0, 0.1), new Cpo(2, 0.5, 0.4), new Cpo(50, 3, 0));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "0.1 in (0, inf)", "alpha", "1.0 in [0, inf)", "label_smoothing", "0.0 in [0, 0.5)");
    }

    /** (1 − ε)·sp(−u), ε·sp(u) and −αc, which cancel if c is positive, as their derivatives do. */
    @Override
    public SmoothFormula formula(Cpo loss) {
        BigDecimal smoothing = new BigDecimal(loss.labelSmoothing());
        return (sample, math) -> {
            BigDecimal chosen = sample.the("chosen_logps");
            BigDecimal u = chosen.subtract(sample.the("rejected_logps")).multiply(new BigDecimal(loss.beta()));
            return List.of(BigDecimal.ONE.subtract(smoothing).multiply(math.softplus(u.negate())),
                    smoothing.multiply(math.softplus(u)), chosen.multiply(new BigDecimal(loss.alpha())).negate());
        };
    }

    @Override
    public Optional<Textbook> textbook(Cpo loss) {
        return Optional.of(Textbook.formula("""
                u = beta*(chosen_logps - rejected_logps)
                (label_smoothing - 1)*log(sigmoid(u)) - label_smoothing*log(sigmoid(-u)) - alpha*chosen_logps""")
                .stable("""
                        u = beta*(chosen_logps - rejected_logps)
                        (1 - label_smoothing)*softplus(-u) + label_smoothing*softplus(u) - alpha*chosen_logps"""));
    }

    @Override
    public double[][] draw(Cpo loss, RandomGenerator random) {
        return PreferencePoints.drawPair(random);
    }

    @Override
    public Stream<Point<Cpo>> hardPoints() {
        return variants().stream().flatMap(PreferencePoints::hardPairs);
    }

    private static TaskBuilder task(Cpo loss, double chosen, double rejected) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).input("chosen_logps", chosen)
                .input("rejected_logps", rejected);
    }

    // By hand: log 2 and 3/2 · 2; L' = (1/2)(1/8 - 3/8), and α beside it; β²/4 of curvature.
    @Test
    void answerWhenAnswersAreEquallyProbableShouldAddTheLikelihood() {
        EvaluationView evaluation = task(new Cpo(0.5, 1.5, 0.25), -2, -2).answer();
        assertThat(evaluation.loss()).containsExactly(3.6931471805599454);
        assertThat(evaluation.gradient("chosen_logps")).containsExactly(-1.625);
        assertThat(evaluation.gradient("rejected_logps")).containsExactly(0.125);
        assertThat(evaluation.hessian("rejected_logps")).containsExactly(0.0625);
    }

    // The limits of the formula; with alpha 0 the likelihood contributes nothing.
    @Test
    void answerWhenAnAnswerIsImpossibleShouldBeTheLimit() {
        EvaluationView behind = task(new Cpo(), -INF, -1).answer();
        assertThat(behind.loss()).containsExactly(INF);
        assertThat(behind.gradient("chosen_logps")).containsExactly(-1.1);
        EvaluationView ahead = task(new Cpo(0.1, 0, 0), -1, -INF).answer();
        assertThat(ahead.loss()).containsExactly(0);
        assertThat(ahead.gradient("chosen_logps")).containsExactly(0);
    }
}
