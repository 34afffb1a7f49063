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

class IpoTests extends LossContract<Ipo> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Ipo> variants() {
        return Stream.of(0.1, 0.5, 1e-9, 3e7).map(Ipo::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "0.1 in (0, inf)");
    }

    @Override
    public LeadFormula formula(Ipo loss) {
        BigDecimal twice = new BigDecimal(loss.beta()).multiply(BigDecimal.TWO);
        BigDecimal factor = PreferencePoints.inverse(twice.multiply(twice));
        return (h, _) -> List.of(h.multiply(twice).subtract(BigDecimal.ONE).pow(2).multiply(factor));
    }

    @Override
    public Optional<Textbook> textbook(Ipo loss) {
        return Optional.of(Textbook.formula(PreferencePoints.LEAD + "(h - 1/(2*beta))^2"));
    }

    @Override
    public double[][] draw(Ipo loss, RandomGenerator random) {
        return PreferencePoints.draw(loss.beta(), random);
    }

    /** Leads of 5, and next to it, among them: there h − 1/(2β) cancels. */
    @Override
    public Stream<Point<Ipo>> hardPoints() {
        return variants().stream().flatMap(PreferencePoints::hardPoints);
    }

    // By hand: (3 - 1)² and twice 3 - 1.
    @Test
    void answerWhenLeadIsBeyondTheTargetShouldBeThatOfTheDistance() {
        EvaluationView evaluation = PreferencePoints.answer(new Ipo(0.5), 3);
        assertThat(evaluation.loss()).containsExactly(4);
        assertThat(evaluation.gradient("chosen_logps")).containsExactly(4);
        assertThat(evaluation.gradient("rejected_logps")).containsExactly(-4);
        assertThat(evaluation.gradient("reference_chosen_logps")).containsExactly(-4);
        assertThat(evaluation.hessian("reference_rejected_logps")).containsExactly(2);
    }

    // By hand: 0.1 is 0.1 + 5.55e-18 in float64, so that 1/(2β) is 5 - 2.7755575615628914e-16, not 5.
    @Test
    void answerWhenLeadIsTheTargetButForRoundingShouldKeepTheDifference() {
        assertThat(PreferencePoints.answer(new Ipo(0.1), 5).gradient("chosen_logps"))
                .containsExactly(2 * 2.7755575615628914e-16);
    }

    // The limits of the formula.
    @Test
    void answerWhenLeadIsInfiniteShouldBeTheLimit() {
        EvaluationView behind = PreferencePoints.answer(new Ipo(), -INF);
        assertThat(behind.loss()).containsExactly(INF);
        assertThat(behind.gradient("chosen_logps")).containsExactly(-INF);
        assertThat(behind.hessian("chosen_logps")).containsExactly(2);
    }
}
