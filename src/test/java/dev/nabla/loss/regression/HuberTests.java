package dev.nabla.loss.regression;

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
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HuberTests extends LossContract<Huber> {

    @Override
    public List<Huber> variants() {
        return DoubleStream.of(1, 0.3, 3).mapToObj(Huber::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("delta", "1.0 in (0, inf)");
    }

    @Override
    public Formula formula(Huber loss) {
        return new ParabolaAndLines(new BigDecimal(loss.delta()));
    }

    @Override
    public Optional<Textbook> textbook(Huber loss) {
        return Optional.of(Textbook.formula("""
                d = x - t
                where(abs(d) < delta, 0.5*d^2, delta*(abs(d) - 0.5*delta))"""));
    }

    @Override
    public double[][] draw(Huber loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Huber>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(1, 0.3, 1e-300, 1e300, 2e200, Double.MIN_VALUE).boxed()
                .flatMap(delta -> Residuals.hard(delta).map(point -> new Point<>(new Huber(delta), point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Huber>> worstPoints() {
        return Stream.of(
                new Point<>(new Huber(0.3), new double[]{-1.7e308}, new double[]{1.7e308}), // loss was infinite: difference beyond float64
                new Point<>(new Huber(), new double[]{-0.25037222331129527}, new double[]{-0.0892146055532596}), // gradient 0.5 ulp
                new Point<>(new Huber(), new double[]{-0.3139404975814019}, new double[]{1.1329672428441668})); // loss 0.5 ulp
    }

    /** d²/2 if |d| &lt; δ, else δ(|d| − δ/2); at |d| = δ the derivatives are the line's. */
    private record ParabolaAndLines(BigDecimal delta) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal d = Residuals.of(sample);
            boolean isInside = math.compare(d.pow(2), delta.pow(2)) < 0;
            return List.of(isInside
                    ? d.pow(2).divide(BigDecimal.TWO)
                    : math.abs(d).subtract(delta.divide(BigDecimal.TWO)).multiply(delta));
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            return Residuals.atJoint(sample, place, delta, order, delta);
        }
    }

    // From the reference: d = ±∞ has loss ∞ and gradient ±δ.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLine() {
        EvaluationView evaluation = TaskBuilder.of(new Huber(1.5)).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY).input("targets", 0, 0)
                .answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(1.5, -1.5);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }

    // By hand: at |d| = δ = 2 the line, 2(2 - 1) with slope ±2 and no curvature.
    @Test
    void answerWhenResidualIsAtTheJointShouldBeTheLine() {
        EvaluationView evaluation = TaskBuilder.of(new Huber(2)).reduction(Reduction.NONE).input("predictions", 2, -2)
                .input("targets", 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(2, 2);
        assertThat(evaluation.gradient()).containsExactly(2, -2);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }

    // d²/2 is 0.5 · 3.24e308 = 1.62e308: only the square overflows.
    @Test
    void lossWhenOnlyTheSquareOverflowsShouldBeFinite() {
        EvaluationView evaluation = TaskBuilder.of(new Huber(1e200)).input("predictions", 1.8e154).input("targets", 0)
                .answer();
        assertThat(evaluation.loss()[0]).isBetween(1.61e308, 1.63e308);
    }
}
