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

class BradleyTerryTests extends LossContract<BradleyTerry> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<BradleyTerry> variants() {
        return Stream.of(0.0, 0.01, 0.3, 1e3).map(BradleyTerry::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("center_rewards_coefficient", "0.0 in [0, inf)");
    }

    /** sp(−u) and κ(a + b)², whose derivatives cancel. */
    @Override
    public SmoothFormula formula(BradleyTerry loss) {
        return (sample, math) -> {
            BigDecimal chosen = sample.the("chosen_rewards");
            BigDecimal rejected = sample.the("rejected_rewards");
            BigDecimal u = chosen.subtract(rejected).subtract(sample.the("margin"));
            return List.of(math.softplus(u.negate()),
                    chosen.add(rejected).pow(2).multiply(new BigDecimal(loss.centerRewardsCoefficient())));
        };
    }

    @Override
    public Optional<Textbook> textbook(BradleyTerry loss) {
        return Optional.of(Textbook.formula("""
                u = chosen_rewards - rejected_rewards - margin
                -log(sigmoid(u)) + center_rewards_coefficient*(chosen_rewards + rejected_rewards)^2""").stable("""
                u = chosen_rewards - rejected_rewards - margin
                softplus(-u) + center_rewards_coefficient*(chosen_rewards + rejected_rewards)^2"""));
    }

    @Override
    public double[][] draw(BradleyTerry loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-3, 3)}, {random.nextDouble(-3, 3)}, {random.nextDouble(0, 1)}};
    }

    @Override
    public Stream<Point<BradleyTerry>> hardPoints() {
        return variants().stream().flatMap(loss -> Stream.concat(
                PreferencePoints.hardPairs(loss).flatMap(pair -> DoubleStream.of(0, 1, 1e-17).mapToObj(
                        margin -> new Point<>(loss, pair.inputs()[0], pair.inputs()[1], new double[]{margin}))),
                Stream.of(point(loss, 1.7e308, -1.7e308, 1.7e308), point(loss, -1.7e308, 1.7e308, 1.7e308),
                        point(loss, 3, -3, 6), point(loss, 3, -Math.nextUp(3.0), 6), point(loss, 1e-200, 1e-190, 0),
                        point(loss, 740, 0, 0), point(loss, 0, 0, 740))));
    }

    private static Point<BradleyTerry> point(BradleyTerry loss, double chosen, double rejected, double margin) {
        return new Point<>(loss, new double[]{chosen}, new double[]{rejected}, new double[]{margin});
    }

    private static TaskBuilder task(BradleyTerry loss, double chosen, double rejected) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).input("chosen_rewards", chosen)
                .input("rejected_rewards", rejected);
    }

    // By hand: log 2 and 2²/4; slopes of -1/2 and 1/2, and 2·(1/4)·2 beside; curvature of 1/4 and 2/4. The margin is 0.
    @Test
    void answerWhenRewardsAreEqualShouldBeThatOfAnEvenChance() {
        EvaluationView evaluation = task(new BradleyTerry(0.25), 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(1.6931471805599454);
        assertThat(evaluation.gradient("chosen_rewards")).containsExactly(0.5);
        assertThat(evaluation.gradient("rejected_rewards")).containsExactly(1.5);
        assertThat(evaluation.hessian("rejected_rewards")).containsExactly(0.75);
        EvaluationView apart = task(new BradleyTerry(), 4, 1).input("margin", 3).answer();
        assertThat(apart.loss()).containsExactly(0.6931471805599453);
        assertThat(apart.gradient("chosen_rewards")).containsExactly(-0.5);
    }

    // The limits of the formula; a coefficient of 0 leaves the squared sum out.
    @Test
    void answerWhenRewardsAreInfiniteShouldBeTheLimit() {
        EvaluationView ahead = task(new BradleyTerry(), INF, 0).answer();
        assertThat(ahead.loss()).containsExactly(0);
        assertThat(ahead.gradient("chosen_rewards")).containsExactly(0);
        assertThat(ahead.gradient("rejected_rewards")).containsExactly(0);
        EvaluationView centered = task(new BradleyTerry(0.01), INF, 0).answer();
        assertThat(centered.loss()).containsExactly(INF);
        assertThat(centered.gradient("rejected_rewards")).containsExactly(INF);
        assertThat(task(new BradleyTerry(), INF, INF).answer().loss()).containsExactly(Double.NaN);
    }
}
