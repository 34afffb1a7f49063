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

class SmoothL1Tests extends LossContract<SmoothL1> {

    @Override
    public List<SmoothL1> variants() {
        return DoubleStream.of(1, 0.3, 3, 0).mapToObj(SmoothL1::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "1.0 in [0, inf)");
    }

    @Override
    public Formula formula(SmoothL1 loss) {
        return loss.beta() == 0 ? new L1Tests.AbsoluteError() : new Rounded(new BigDecimal(loss.beta()));
    }

    @Override
    public Optional<Textbook> textbook(SmoothL1 loss) {
        return Optional.of(switch (loss) {
            case SmoothL1(double beta) when beta == 0 -> Textbook.formula("abs(x - t)");
            case SmoothL1 _ -> Textbook.formula("""
                    d = x - t
                    where(abs(d) < beta, 0.5*d^2/beta, abs(d) - 0.5*beta)""");
        });
    }

    @Override
    public double[][] draw(SmoothL1 loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<SmoothL1>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(1, 0.3, 0, 1e-300, 1e300, 2e200, Double.MIN_VALUE).boxed().flatMap(
                        beta -> Residuals.hard(beta).map(point -> new Point<>(new SmoothL1(beta), point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<SmoothL1>> worstPoints() {
        return Stream.of(
                new Point<>(new SmoothL1(1e300), new double[]{-6.389493076554757E-8},
                        new double[]{16 * Double.MIN_VALUE}), // gradient 0.68 ulp
                new Point<>(new SmoothL1(1e-300), new double[]{0}, new double[]{0}), // hessian 0.48 ulp
                new Point<>(new SmoothL1(Double.MIN_VALUE), new double[]{-5.754112692211694E-308},
                        new double[]{-Double.MIN_VALUE})); // loss 0.75 ulp
    }

    /** d²/(2β) if |d| &lt; β, else |d| − β/2; at |d| = β the derivatives are the line's. */
    private record Rounded(BigDecimal beta) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal d = Residuals.of(sample);
            boolean isInside = math.compare(d.pow(2), beta.pow(2)) < 0;
            return List.of(isInside
                    ? math.divide(d.pow(2), beta.add(beta))
                    : math.abs(d).subtract(beta.divide(BigDecimal.TWO)));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return Residuals.scale(sample);
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            return Residuals.atJoint(sample, place, beta, order, BigDecimal.ONE);
        }
    }

    // From the reference: beta = 0 is l1 exactly, with gradient 0 at d = 0 (old PyTorch kernels: -1).
    @Test
    void answerWhenBetaIsZeroShouldBeThatOfL1() {
        EvaluationView evaluation = TaskBuilder.of(new SmoothL1(0)).reduction(Reduction.NONE)
                .input("predictions", 1, 0, -2)
                .input("targets", 1, 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0, 1, 2);
        assertThat(evaluation.gradient()).containsExactly(0, -1, -1);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0);
    }

    // By hand: at |d| = β = 2 the line, 2 - 1 with slope ±1 and no curvature; the limits at ±∞.
    @Test
    void answerWhenResidualIsAtTheJointOrInfiniteShouldBeTheLine() {
        EvaluationView evaluation = TaskBuilder.of(new SmoothL1(2)).reduction(Reduction.NONE)
                .input("predictions", 2, -2, Double.NEGATIVE_INFINITY).input("targets", 0, 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(1, 1, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(1, -1, -1);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0);
    }
}
