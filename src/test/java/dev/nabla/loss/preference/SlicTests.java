package dev.nabla.loss.preference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlicTests extends LossContract<Slic> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Slic> variants() {
        return Stream.of(0.1, 0.5, 1e-9, 3e7).map(Slic::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "0.1 in (0, inf)");
    }

    @Override
    public LeadFormula formula(Slic loss) {
        return new Hinge(new BigDecimal(loss.beta()));
    }

    @Override
    public Optional<Textbook> textbook(Slic loss) {
        return Optional.of(Textbook.formula(PreferencePoints.LEAD + "maximum(0, 1 - beta*h)"));
    }

    @Override
    public double[][] draw(Slic loss, RandomGenerator random) {
        return PreferencePoints.draw(loss.beta(), random);
    }

    /** Leads of 10, and next to it, among them: there 1 − βh cancels. */
    @Override
    public Stream<Point<Slic>> hardPoints() {
        return variants().stream().flatMap(PreferencePoints::hardPoints);
    }

    /** max(0, 1 − βh), active at 0. */
    private record Hinge(BigDecimal beta) implements LeadFormula {

        @Override
        public List<BigDecimal> terms(BigDecimal h, Arithmetic math) {
            return List.of(math.max(BigDecimal.ZERO, shortfall(h)));
        }

        private BigDecimal shortfall(BigDecimal h) {
            return BigDecimal.ONE.subtract(h.multiply(beta));
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            if (shortfall(LeadFormula.lead(sample)).signum() != 0) {
                return Optional.empty();
            }
            boolean raises = place.input().equals("chosen_logps") || place.input().equals("reference_rejected_logps");
            BigDecimal slope = raises ? beta.negate() : beta;
            return Optional.of(order == 1 ? slope : BigDecimal.ZERO);
        }

        /** The distance to the kink. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal shortfall = shortfall(LeadFormula.lead(sample)).abs();
            return shortfall.signum() == 0
                    ? BigDecimal.ONE
                    : shortfall.divide(beta, MathContext.DECIMAL32);
        }
    }

    // From the reference: active at βh = 1.
    @Test
    void gradientWhenLeadIsTheMarginShouldBeActive() {
        EvaluationView evaluation = PreferencePoints.answer(new Slic(0.5), 2);
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient("chosen_logps")).containsExactly(-0.5);
        assertThat(evaluation.gradient("rejected_logps")).containsExactly(0.5);
        assertThat(evaluation.gradient("reference_rejected_logps")).containsExactly(-0.5);
    }

    // 0.1 is a little more than 1/10, so that β·10 is past the margin.
    @Test
    void gradientWhenLeadIsPastTheMarginByARoundingErrorShouldBeZero() {
        assertThat(PreferencePoints.answer(new Slic(0.1), 10).gradient("chosen_logps")).containsExactly(0);
        assertThat(PreferencePoints.answer(new Slic(0.1), Math.nextDown(10.0)).gradient("chosen_logps"))
                .containsExactly(-0.1);
    }

    // The limits of the formula.
    @Test
    void answerWhenLeadIsInfiniteShouldBeTheLimit() {
        EvaluationView behind = PreferencePoints.answer(new Slic(), -INF);
        assertThat(behind.loss()).containsExactly(INF);
        assertThat(behind.gradient("chosen_logps")).containsExactly(-0.1);
        assertThat(PreferencePoints.answer(new Slic(), INF).loss()).containsExactly(0);
        assertThat(PreferencePoints.answer(new Slic(), Double.NaN).hessian("chosen_logps"))
                .containsExactly(Double.NaN);
    }
}
