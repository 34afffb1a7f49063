package dev.nabla.loss.preference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Textbook;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DpoTests extends LossContract<Dpo> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Dpo> variants() {
        return List.of(new Dpo(), new Dpo(0.5, 0.1), new Dpo(50, 0), new Dpo(1, 0.49));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "0.1 in (0, inf)", "label_smoothing", "0.0 in [0, 0.5)");
    }

    /** (1 − ε)·sp(−βh) and ε·sp(βh), whose derivatives cancel. */
    @Override
    public LeadFormula formula(Dpo loss) {
        BigDecimal smoothing = new BigDecimal(loss.labelSmoothing());
        return (h, math) -> {
            BigDecimal u = h.multiply(new BigDecimal(loss.beta()));
            return List.of(BigDecimal.ONE.subtract(smoothing).multiply(math.softplus(u.negate())),
                    smoothing.multiply(math.softplus(u)));
        };
    }

    @Override
    public Optional<Textbook> textbook(Dpo loss) {
        return Optional.of(Textbook.formula(PreferencePoints.LEAD + """
                -(1 - label_smoothing)*log(sigmoid(beta*h)) - label_smoothing*log(sigmoid(-beta*h))""")
                .stable(PreferencePoints.LEAD + """
                        (1 - label_smoothing)*softplus(-beta*h) + label_smoothing*softplus(beta*h)"""));
    }

    @Override
    public double[][] draw(Dpo loss, RandomGenerator random) {
        return PreferencePoints.draw(loss.beta(), random);
    }

    @Override
    public Stream<Point<Dpo>> hardPoints() {
        return variants().stream().flatMap(PreferencePoints::hardPoints);
    }

    // By hand: log 2, and β/2 of pull, β²/4 of curvature.
    @Test
    void answerWhenPoliciesAgreeShouldBeThatOfAnEvenChance() {
        EvaluationView evaluation = PreferencePoints.answer(new Dpo(0.5, 0.25), 0);
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient("chosen_logps")).containsExactly(-0.125);
        assertThat(evaluation.gradient("rejected_logps")).containsExactly(0.125);
        assertThat(evaluation.gradient("reference_chosen_logps")).containsExactly(0.125);
        assertThat(evaluation.gradient("reference_rejected_logps")).containsExactly(-0.125);
        assertThat(evaluation.hessian("reference_chosen_logps")).containsExactly(0.0625);
    }

    // The limits of the formula: βh is ∞, of which a share ε of the labels says the contrary.
    @Test
    void answerWhenLeadIsInfiniteShouldBeTheLimit() {
        EvaluationView ahead = PreferencePoints.answer(new Dpo(), INF);
        assertThat(ahead.loss()).containsExactly(0);
        assertThat(ahead.gradient("chosen_logps")).containsExactly(0);
        assertThat(ahead.gradient("rejected_logps")).containsExactly(0);
        EvaluationView behind = PreferencePoints.answer(new Dpo(0.5, 0.25), -INF);
        assertThat(behind.loss()).containsExactly(INF);
        assertThat(behind.gradient("chosen_logps")).containsExactly(-0.375);
        assertThat(behind.hessian("chosen_logps")).containsExactly(0);
        EvaluationView smoothed = PreferencePoints.answer(new Dpo(0.5, 0.25), INF);
        assertThat(smoothed.loss()).containsExactly(INF);
        assertThat(smoothed.gradient("chosen_logps")).containsExactly(0.125);
    }
}
