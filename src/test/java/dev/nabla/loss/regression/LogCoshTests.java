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
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogCoshTests extends LossContract<LogCosh> {

    @Override
    public List<LogCosh> variants() {
        return List.of(new LogCosh());
    }

    /** log cosh d, as |d| + log(1 + e^(−2|d|)) − log 2. */
    @Override
    public Formula formula(LogCosh loss) {
        return Residuals.smooth(1, (d, math) -> d.abs().add(math.softplus(d.abs().multiply(BigDecimal.TWO).negate()))
                .subtract(math.log(BigDecimal.TWO)));
    }

    @Override
    public Optional<Textbook> textbook(LogCosh loss) {
        return Optional.of(Textbook.formula("log(cosh(x - t))")
                .stable("""
                        d = x - t
                        where(abs(d) < 1, log1p(2*sinh(d/2)^2), abs(d) + log1p(exp(-2*abs(d))) - log(2))"""));
    }

    @Override
    public double[][] draw(LogCosh loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<LogCosh>> hardPoints() {
        return Stream.concat(worstPoints(), Residuals.hard(1).map(point -> new Point<>(new LogCosh(), point)));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<LogCosh>> worstPoints() {
        return Stream.of(
                new Point<>(new LogCosh(), new double[]{-0.49185631829209914}, new double[]{-2.2042334938181947}), // hessian 1.33 ulp
                new Point<>(new LogCosh(), new double[]{-1.158969385396945}, new double[]{-1.2727668706832915}), // gradient 1.19 ulp
                new Point<>(new LogCosh(), new double[]{1.03010457370555}, new double[]{8.726380217487658E-17})); // loss 0.71 ulp
    }

    // From the reference: d = ±∞ has loss ∞, gradient ±1 and Hessian 0; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new LogCosh()).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(1, -1, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(0, 0);
    }
}
