package dev.nabla.loss.preference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.SmoothFormula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApoZeroTests extends LossContract<ApoZero> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<ApoZero> variants() {
        return Stream.of(0.1, 0.5, 50.0).map(ApoZero::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "0.1 in (0, inf)");
    }

    @Override
    public SmoothFormula formula(ApoZero loss) {
        BigDecimal beta = new BigDecimal(loss.beta());
        return (sample, math) -> {
            BigDecimal a = sample.the("chosen_logps").subtract(sample.the("reference_chosen_logps"));
            BigDecimal b = sample.the("rejected_logps").subtract(sample.the("reference_rejected_logps"));
            return List.of(PreferencePoints.sigmoid(a.multiply(beta).negate(), math)
                    .add(PreferencePoints.sigmoid(b.multiply(beta), math)));
        };
    }

    @Override
    public Optional<Textbook> textbook(ApoZero loss) {
        return Optional.of(Textbook.formula("""
                a = beta*(chosen_logps - reference_chosen_logps)
                b = beta*(rejected_logps - reference_rejected_logps)
                sigmoid(-a) + sigmoid(b)"""));
    }

    @Override
    public double[][] draw(ApoZero loss, RandomGenerator random) {
        return PreferencePoints.draw(loss.beta(), random);
    }

    @Override
    public Stream<Point<ApoZero>> hardPoints() {
        return variants().stream().flatMap(PreferencePoints::hardPoints);
    }

    // By hand: two halves, slopes of β/4 and no curvature.
    @Test
    void answerWhenPoliciesAgreeShouldBeThatOfEvenChances() {
        EvaluationView evaluation = PreferencePoints.answer(new ApoZero(0.5), 0);
        assertThat(evaluation.loss()).containsExactly(1);
        assertThat(evaluation.gradient("chosen_logps")).containsExactly(-0.125);
        assertThat(evaluation.gradient("reference_chosen_logps")).containsExactly(0.125);
        assertThat(evaluation.gradient("rejected_logps")).containsExactly(0.125);
        assertThat(evaluation.gradient("reference_rejected_logps")).containsExactly(-0.125);
        assertThat(evaluation.hessian("rejected_logps")).containsExactly(0);
    }

    // The limits of the formula: σ(-a) is 1 of an impossible chosen answer, and the half of the rejected one stays.
    @Test
    void answerWhenChosenAnswerIsImpossibleShouldBeTheLimit() {
        EvaluationView evaluation = PreferencePoints.answer(new ApoZero(0.5), -INF);
        assertThat(evaluation.loss()).containsExactly(1.5);
        assertThat(evaluation.gradient("chosen_logps")).containsExactly(0);
        assertThat(evaluation.gradient("rejected_logps")).containsExactly(0.125);
        assertThat(evaluation.hessian("chosen_logps")).containsExactly(0);
    }
}
