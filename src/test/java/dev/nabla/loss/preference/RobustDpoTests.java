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

class RobustDpoTests extends LossContract<RobustDpo> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<RobustDpo> variants() {
        return List.of(new RobustDpo(), new RobustDpo(0.1, 0), new RobustDpo(0.5, 0.25), new RobustDpo(1, 0.49));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "0.1 in (0, inf)", "label_smoothing", "0.1 in [0, 0.5)");
    }

    /** (1 − ε)·sp(−βh) and −ε·sp(βh), over 1 − 2ε: terms that cancel. */
    @Override
    public LeadFormula formula(RobustDpo loss) {
        BigDecimal smoothing = new BigDecimal(loss.labelSmoothing());
        BigDecimal factor = PreferencePoints.inverse(BigDecimal.ONE.subtract(smoothing.multiply(BigDecimal.TWO)));
        return (h, math) -> {
            BigDecimal u = h.multiply(new BigDecimal(loss.beta()));
            return List.of(
                    factor.multiply(BigDecimal.ONE.subtract(smoothing)).multiply(math.softplus(u.negate())),
                    factor.multiply(smoothing).multiply(math.softplus(u)).negate());
        };
    }

    @Override
    public Optional<Textbook> textbook(RobustDpo loss) {
        return Optional.of(Textbook.formula(PreferencePoints.LEAD + """
                s = label_smoothing
                ((s - 1)*log(sigmoid(beta*h)) + s*log(sigmoid(-beta*h)))/(1 - 2*s)""")
                .stable(PreferencePoints.LEAD + """
                        s = label_smoothing
                        ((1 - s)*softplus(-beta*h) - s*softplus(beta*h))/(1 - 2*s)"""));
    }

    @Override
    public double[][] draw(RobustDpo loss, RandomGenerator random) {
        return PreferencePoints.draw(loss.beta(), random);
    }

    @Override
    public Stream<Point<RobustDpo>> hardPoints() {
        return variants().stream().flatMap(PreferencePoints::hardPoints);
    }

    // By hand: log 2 of either label, (3/4 - 1/4)/(1/2) of it; the slope is -β(1/2)/(1/2).
    @Test
    void answerWhenPoliciesAgreeShouldBeThatOfAnEvenChance() {
        EvaluationView evaluation = PreferencePoints.answer(new RobustDpo(0.5, 0.25), 0);
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient("chosen_logps")).containsExactly(-0.5);
        assertThat(evaluation.gradient("reference_chosen_logps")).containsExactly(0.5);
        assertThat(evaluation.hessian("rejected_logps")).containsExactly(0.0625);
    }

    // The limits of the formula: slopes -βε/(1 - 2ε) ahead and -β(1 - ε)/(1 - 2ε) behind.
    @Test
    void answerWhenLeadIsInfiniteShouldBeTheLimit() {
        EvaluationView ahead = PreferencePoints.answer(new RobustDpo(0.5, 0.25), INF);
        assertThat(ahead.loss()).containsExactly(-INF);
        assertThat(ahead.gradient("chosen_logps")).containsExactly(-0.25);
        EvaluationView behind = PreferencePoints.answer(new RobustDpo(0.5, 0.25), -INF);
        assertThat(behind.loss()).containsExactly(INF);
        assertThat(behind.gradient("chosen_logps")).containsExactly(-0.75);
        assertThat(PreferencePoints.answer(new RobustDpo(0.1, 0), INF).loss()).containsExactly(0);
    }
}
