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

class GemanMcclureTests extends LossContract<GemanMcclure> {

    @Override
    public List<GemanMcclure> variants() {
        return DoubleStream.of(1, 0.3, 3).mapToObj(GemanMcclure::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("c", "1.0 in (0, inf)");
    }

    /** c²/2 · u²/(1 + u²), u = d/c. */
    @Override
    public Formula formula(GemanMcclure loss) {
        BigDecimal square = new BigDecimal(loss.c()).pow(2);
        return Residuals.smooth(loss.c(), (d, math) -> math.divide(d.pow(2).multiply(square),
                d.pow(2).add(square).multiply(BigDecimal.TWO)));
    }

    @Override
    public Optional<Textbook> textbook(GemanMcclure loss) {
        return Optional.of(Textbook.formula("""
                u = (x - t)/c
                0.5*c^2*u^2/(1 + u^2)""").stable("""
                u = (x - t)/c
                with_gradient(0.5*c^2*u^2/(1 + u^2), -0.5*c^2/(1 + u^2))"""));
    }

    @Override
    public double[][] draw(GemanMcclure loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<GemanMcclure>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(1, 0.3, 1e-150, 1e150, 1e-300, 1e300).mapToObj(GemanMcclure::new)
                        .flatMap(loss -> Residuals.hard(loss.c()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<GemanMcclure>> worstPoints() {
        return Stream.of(
                new Point<>(new GemanMcclure(1.0E-300), new double[]{-1.63E-322}, new double[]{2.007236600394942E-308}), // gradient 0.73 ulp
                new Point<>(new GemanMcclure(), new double[]{0.9999999999999999}, new double[]{2}), // loss 0.5 ulp
                new Point<>(new GemanMcclure(0.3), new double[]{-0.36701290989362784},
                        new double[]{7.577974972646266})); // hessian 0.5 ulp
    }

    // From the reference: d = ±∞ has loss c²/2, gradient 0 and Hessian 0; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new GemanMcclure(2)).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(2, 2, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(0, 0, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(0, 0);
    }
}
