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
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KtoTests extends LossContract<Kto> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Kto> variants() {
        return List.of(new Kto(), new Kto(0.5, 1.5, 0.7, 0.25), new Kto(50, 1, 1e10, 3), new Kto(2, 0, 1, 1e-17));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "0.1 in (0, inf)", "desirable_weight", "1.0 in [0, inf)", "undesirable_weight",
                "1.0 in [0, inf)", "kl", "0.0 in [0, inf)");
    }

    @Override
    public SmoothFormula formula(Kto loss) {
        return (sample, math) -> {
            BigDecimal gain = sample.the("policy_logps").subtract(sample.the("reference_logps"))
                    .subtract(new BigDecimal(loss.kl()));
            BigDecimal u = gain.multiply(new BigDecimal(loss.beta()));
            boolean isDesirable = sample.the("targets").signum() > 0;
            BigDecimal weight = new BigDecimal(isDesirable ? loss.desirableWeight() : loss.undesirableWeight());
            return List.of(PreferencePoints.sigmoid(isDesirable ? u.negate() : u, math).multiply(weight));
        };
    }

    @Override
    public Optional<Textbook> textbook(Kto loss) {
        return Optional.of(Textbook.formula("""
                u = beta*(policy_logps - reference_logps - kl)
                where(t == 1, desirable_weight*sigmoid(-u), undesirable_weight*sigmoid(u))"""));
    }

    @Override
    public double[][] draw(Kto loss, RandomGenerator random) {
        double[][] pairs = PreferencePoints.draw(loss.beta(), random);
        return new double[][]{pairs[0], pairs[2], {random.nextBoolean() ? 1 : 0}};
    }

    /** Gains next to the reference points, where the curvature changes its sign, among them. */
    @Override
    public Stream<Point<Kto>> hardPoints() {
        return variants().stream().flatMap(loss -> PreferencePoints.sizes()
                .flatMap(size -> DoubleStream.of(size, -size, loss.kl() + size, loss.kl() - size)).boxed()
                .flatMap(gain -> DoubleStream.of(0, 1).boxed().flatMap(target -> Stream.of(
                        new Point<>(loss, new double[]{gain}, new double[]{0}, new double[]{target}),
                        new Point<>(loss, new double[]{-12.5}, new double[]{-12.5 - gain}, new double[]{target})))));
    }

    private static TaskBuilder task(Kto loss, double policy, double target) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).input("policy_logps", policy).input("reference_logps", 0)
                .input("targets", target);
    }

    // By hand: at the reference point σ is 1/2 and its slope β/4, of which the weights 1.5 and 2; no curvature.
    @Test
    void answerWhenGainIsTheReferencePointShouldBeThatOfAnEvenChance() {
        Kto loss = new Kto(0.5, 1.5, 2, 3);
        EvaluationView desirable = task(loss, 3, 1).answer();
        assertThat(desirable.loss()).containsExactly(0.75);
        assertThat(desirable.gradient("policy_logps")).containsExactly(-0.1875);
        assertThat(desirable.gradient("reference_logps")).containsExactly(0.1875);
        assertThat(desirable.hessian("policy_logps")).containsExactly(0);
        EvaluationView undesirable = task(loss, 3, 0).answer();
        assertThat(undesirable.loss()).containsExactly(1);
        assertThat(undesirable.gradient("policy_logps")).containsExactly(0.25);
    }

    // The limits of the formula.
    @Test
    void answerWhenAnswerIsImpossibleShouldBeTheLimit() {
        EvaluationView desirable = task(new Kto(0.1, 1.5, 1, 0), -INF, 1).answer();
        assertThat(desirable.loss()).containsExactly(1.5);
        assertThat(desirable.gradient("policy_logps")).containsExactly(0);
        assertThat(desirable.hessian("policy_logps")).containsExactly(0);
        assertThat(task(new Kto(), -INF, 0).answer().loss()).containsExactly(0);
    }

    // From the reference: targets are 1 or 0.
    @Test
    void targetWhenNeitherZeroNorOneShouldBeRejected() {
        assertThat(task(new Kto(), -1, 0.5).fault().detail()).startsWith("must be 0 or 1");
    }
}
