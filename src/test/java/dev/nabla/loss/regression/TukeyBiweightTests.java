package dev.nabla.loss.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
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

class TukeyBiweightTests extends LossContract<TukeyBiweight> {

    @Override
    public List<TukeyBiweight> variants() {
        return DoubleStream.of(4.685, 0.3, 3).mapToObj(TukeyBiweight::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("c", "4.685 in (0, inf)");
    }

    /** c²/6 · u²(3 − 3u² + u⁴), u = d/c, and c²/6 from |u| = 1 on. */
    @Override
    public Formula formula(TukeyBiweight loss) {
        BigDecimal square = new BigDecimal(loss.c()).pow(2);
        BigDecimal three = BigDecimal.valueOf(3);
        return Residuals.smooth(loss.c(), (d, math) -> {
            if (math.compare(d.pow(2), square) >= 0) {
                return math.divide(square, BigDecimal.valueOf(6));
            }
            BigDecimal u2 = math.divide(d.pow(2), square);
            return math.divide(u2.multiply(three.subtract(u2.multiply(three)).add(u2.pow(2))).multiply(square),
                    BigDecimal.valueOf(6));
        }).stating(new Residuals.Joint(loss.c(), 0, 0));
    }

    @Override
    public Optional<Textbook> textbook(TukeyBiweight loss) {
        return Optional.of(Textbook.formula("""
                u = (x - t)/c
                c^2/6*(1 - where(abs(u) < 1, 1 - u^2, 0)^3)""").stable("""
                u = (x - t)/c
                v = where(abs(u) < 1, with_gradient((1 - u)*(1 + u), -u^2), 0)
                c^2/6*with_gradient(where(abs(u) < 1, u^2, 1)*(1 + v + v^2), -v^3)"""));
    }

    @Override
    public double[][] draw(TukeyBiweight loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<TukeyBiweight>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(4.685, 1, 0.3, 1e150, 1e300).mapToObj(TukeyBiweight::new)
                .flatMap(loss -> Residuals.hard(loss.c()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<TukeyBiweight>> worstPoints() {
        return Stream.of(
                new Point<>(new TukeyBiweight(1.0E300), new double[]{1.0E300}, new double[]{0.9999999999999999}), // gradient was wrong
                new Point<>(new TukeyBiweight(1.0E150), new double[]{-0.7320186215576459},
                        new double[]{-0.9817541620458207}), // loss 0.5 ulp
                new Point<>(new TukeyBiweight(), new double[]{0.9999999999999999}, new double[]{0.5})); // hessian 0.5 ulp
    }

    // From the reference: loss c²/6, gradient 0 and Hessian 0; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new TukeyBiweight(3)).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(1.5, 1.5, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(0, 0, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(0, 0);
    }

    // From the reference: at |d| = c the level part.
    @Test
    void answerWhenResidualIsAtTheJointShouldBeLevel() {
        EvaluationView evaluation = TaskBuilder.of(new TukeyBiweight(3)).reduction(Reduction.NONE)
                .input("predictions", 3, -3)
                .input("targets", 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(1.5, 1.5);
        assertThat(evaluation.gradient()).containsExactly(0, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }
}
