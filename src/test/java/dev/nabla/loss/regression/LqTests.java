package dev.nabla.loss.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LqTests extends LossContract<Lq> {

    @Override
    public List<Lq> variants() {
        return DoubleStream.of(2, 1, 1.5, 3.3, 0x1.0000000000001p0, 50).mapToObj(Lq::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("q", "2.0 in [1, inf)");
    }

    /** |d|^q; at d = 0 the derivatives that the reference states, where they are finite. */
    @Override
    public Formula formula(Lq loss) {
        BigDecimal q = new BigDecimal(loss.q());
        Residuals.OfResidual power = Residuals.kinkedAtZero(1, (d, math) -> math.pow(math.abs(d), q));
        boolean isSteep = loss.q() > 1 && loss.q() < 2;
        return isSteep ? power : power.stating(new Residuals.Joint(0, 0, loss.q() == 2 ? 2 : 0));
    }

    @Override
    public Optional<Textbook> textbook(Lq loss) {
        return Optional.of(Textbook.formula("abs(x - t)^q"));
    }

    @Override
    public double[][] draw(Lq loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Lq>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(1, 2, 2.5, 3.3, 50).mapToObj(Lq::new)
                .flatMap(loss -> Residuals.hard(1).filter(point -> isInReach(loss, point[0][0] - point[1][0]))
                        .map(point -> new Point<>(loss, point))));
    }

    /** Digits do not settle for a broken power of a tiny number; a test of its own has them. */
    private static boolean isInReach(Lq loss, double residual) {
        return loss.q() == Math.rint(loss.q()) || residual == 0 || Math.abs(residual) > 1e-100;
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Lq>> worstPoints() {
        return Stream.of(
                new Point<>(new Lq(1.5), new double[]{-5e307}, new double[]{1.7e308}), // gradient was infinite, hessian 0: difference beyond float64
                new Point<>(new Lq(3.3), new double[]{1.3249333129414662}, new double[]{-1.5980098221302086}), // hessian 1.36 ulp
                new Point<>(new Lq(3.3), new double[]{40}, new double[]{1.0026884369215325}), // gradient 1.28 ulp
                new Point<>(new Lq(), new double[]{1.331979193109833E-154}, new double[]{9.9E-324})); // loss 0.65 ulp
    }

    // From the reference: at d = 0 the gradient is 0, the Hessian 0 for q = 1, ∞ for 1 < q < 2, 2 for q = 2, 0 beyond.
    @ParameterizedTest
    @CsvSource({"1, 0", "1.0000000000000002, Infinity", "1.5, Infinity", "2, 2", "2.0000000000000004, 0", "3, 0"})
    void derivativesWhenResidualIsZeroShouldBeThoseOfTheReference(double q, double hessian) {
        EvaluationView evaluation = TaskBuilder.of(new Lq(q)).input("predictions", 1).input("targets", 1).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0);
        assertThat(evaluation.hessian()).containsExactly(hessian);
    }

    // The limits of |d|^1.5, 1.5·|d|^0.5 and 0.75·|d|^-0.5.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new Lq(1.5)).input("predictions", Double.NEGATIVE_INFINITY)
                .input("targets", 0).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(Double.NEGATIVE_INFINITY);
        assertThat(evaluation.hessian()).containsExactly(0);
    }

    // By hand, in powers of two: d = 2^-600 and q = 3/2.
    @Test
    void answerWhenResidualIsTinyShouldBeThatByHand() {
        EvaluationView evaluation = TaskBuilder.of(new Lq(1.5)).input("predictions", 0x1p-600).input("targets", 0)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0x1p-900);
        assertThat(evaluation.gradient()).containsExactly(1.5 * 0x1p-300);
        assertThat(evaluation.hessian()).containsExactly(0.75 * 0x1p300);
    }

    // Powers of small integers, which float64 holds.
    @Test
    void answerWhenPowerIsExactShouldBeExact() {
        EvaluationView evaluation = TaskBuilder.of(new Lq(3)).input("predictions", 5).input("targets", -2).answer();
        assertThat(evaluation.loss()).containsExactly(343);
        assertThat(evaluation.gradient()).containsExactly(147);
        assertThat(evaluation.hessian()).containsExactly(42);
    }
}
