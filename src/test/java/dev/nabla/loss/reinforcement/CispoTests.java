package dev.nabla.loss.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CispoTests extends LossContract<Cispo> {

    @Override
    public List<Cispo> variants() {
        return List.of(new Cispo(), new Cispo(0.2, 0.28), new Cispo(0.2, null));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("clip_range", "1.0 in (0, 1]", "clip_range_high", "3.0 in (0, inf)");
    }

    @Override
    public Formula formula(Cispo loss) {
        return new Weighted(new ClippedFormula(new ClippedRatio(loss.clipRange(), loss.clipRangeHigh(), null)));
    }

    @Override
    public Optional<Textbook> textbook(Cispo loss) {
        return Optional.of(Textbook.formula(PolicyPoints.RATIO + "-stop_gradient("
                + PolicyPoints.clipped(loss.clipRange(), loss.clipRangeHigh()) + ")*advantages*log_probs"));
    }

    @Override
    public double[][] draw(Cispo loss, RandomGenerator random) {
        return PolicyPoints.draw(random);
    }

    @Override
    public Stream<Point<Cispo>> hardPoints() {
        return variants().stream().flatMap(PolicyPoints::hardPoints);
    }

    /** −ρAl; the reference states the derivatives with ρ constant. */
    private record Weighted(ClippedFormula clip) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(slope(sample, math).multiply(sample.the("log_probs")));
        }

        private BigDecimal slope(Sample sample, Arithmetic math) {
            return clip.clipped(PolicyPoints.ratio(sample, math), math).multiply(sample.the("advantages")).negate();
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            return Optional.of(order == 1 ? slope(sample, math) : BigDecimal.ZERO);
        }
    }

    // By hand: ρ = 1/2 below and 3 above, times -A·l of 2·-4 and 2·-1; an impossible action has ρ = 0 by default.
    @Test
    void answerWhenRatioIsOutsideShouldKeepTheGradient() {
        EvaluationView evaluation = TaskBuilder.of(new Cispo(0.5, 2.0)).reduction(Reduction.NONE)
                .input("log_probs", -4, -1).input("old_log_probs", 0, -1000).input("advantages", 2, 2).answer();
        assertThat(evaluation.loss()).containsExactly(4, 6);
        assertThat(evaluation.gradient("log_probs")).containsExactly(-1, -6);
        assertThat(evaluation.hessian("log_probs")).containsExactly(0, 0);
        EvaluationView impossible = TaskBuilder.of(new Cispo()).reduction(Reduction.NONE)
                .input("log_probs", Double.NEGATIVE_INFINITY).input("old_log_probs", -1).input("advantages", 2)
                .answer();
        assertThat(impossible.loss()).containsExactly(0);
        assertThat(impossible.gradient("log_probs")).containsExactly(0);
    }
}
