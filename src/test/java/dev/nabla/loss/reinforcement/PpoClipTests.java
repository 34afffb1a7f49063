package dev.nabla.loss.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Formula;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PpoClipTests extends LossContract<PpoClip> {

    @Override
    public List<PpoClip> variants() {
        return List.of(new PpoClip(), new PpoClip(0.2, 0.28, 3.0), new PpoClip(0.5, 1.5, 1.25));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("clip_range", "0.2 in (0, 1)", "clip_range_high", "null in (0, inf)", "dual_clip",
                "null in (1, inf)");
    }

    @Override
    public Formula formula(PpoClip loss) {
        return new ClippedFormula(new ClippedRatio(loss.clipRange(), loss.clipRangeHigh(), loss.dualClip()));
    }

    @Override
    public Optional<Textbook> textbook(PpoClip loss) {
        return Optional.of(Textbook.formula(PolicyPoints.RATIO
                + PolicyPoints.surrogate(loss.clipRange(), loss.clipRangeHigh(), loss.dualClip())));
    }

    @Override
    public double[][] draw(PpoClip loss, RandomGenerator random) {
        return PolicyPoints.draw(random);
    }

    @Override
    public Stream<Point<PpoClip>> hardPoints() {
        return variants().stream().flatMap(PolicyPoints::hardPoints);
    }

    private static EvaluationView of(PpoClip loss, double logProb, double oldLogProb, double advantage) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).input("log_probs", logProb)
                .input("old_log_probs", oldLogProb).input("advantages", advantage).answer();
    }

    // From the reference: a ratio that overflows gives -(1 + ε⁺)A, ∞, or -cA; 1 + 0.25 and 3 are exact.
    @Test
    void answerWhenRatioOverflowsShouldBeClippedOrInfinite() {
        PpoClip single = new PpoClip(0.25, null, null);
        assertThat(of(single, 0, -1000, 1).loss()).containsExactly(-1.25);
        assertThat(of(single, 0, -1000, 1).gradient("log_probs")).containsExactly(0);
        assertThat(of(single, 0, -1000, -1).loss()).containsExactly(Double.POSITIVE_INFINITY);
        PpoClip dual = new PpoClip(0.25, null, 3.0);
        assertThat(of(dual, 0, -1000, -1).loss()).containsExactly(3);
        assertThat(of(dual, 0, -1000, -1).gradient("log_probs")).containsExactly(0);
    }

    // By hand: r = 0 is below 1 - 0.25, which counts only where the advantage is negative.
    @Test
    void answerWhenActionIsImpossibleShouldBeTheLowerBoundOrZero() {
        double impossible = Double.NEGATIVE_INFINITY;
        assertThat(of(new PpoClip(0.25, null, null), impossible, 0, -2).loss()).containsExactly(1.5);
        assertThat(of(new PpoClip(0.25, null, null), impossible, 0, 2).loss()).containsExactly(0);
        assertThat(of(new PpoClip(), impossible, impossible, 2).loss()).containsExactly(Double.NaN);
    }
}
