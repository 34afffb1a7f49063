package dev.nabla.loss.boosting;

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

class BinaryLogisticTests extends LossContract<BinaryLogistic> {

    @Override
    public List<BinaryLogistic> variants() {
        return List.of(new BinaryLogistic(), new BinaryLogistic(3, 0), new BinaryLogistic(0.1, 0.2));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("scale_pos_weight", "1.0 in [0, inf)", "min_hessian", "1.0E-16 in [0, inf)");
    }

    @Override
    public Formula formula(BinaryLogistic loss) {
        return new NegativeLogLikelihood(loss);
    }

    @Override
    public Optional<Textbook> textbook(BinaryLogistic loss) {
        return Optional.of(Textbook.formula("""
                -where(t == 1, scale_pos_weight, 1)*(t*log(sigmoid(x)) + (1 - t)*log(1 - sigmoid(x)))""").stable("""
                where(t == 1, scale_pos_weight, 1)*(t*softplus(-x) + (1 - t)*softplus(x))"""));
    }

    @Override
    public double[][] draw(BinaryLogistic loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-5, 5)},
                {random.nextBoolean() ? random.nextInt(2) : random.nextDouble()}};
    }

    @Override
    public Stream<Point<BinaryLogistic>> hardPoints() {
        return Stream
                .of(new BinaryLogistic(), new BinaryLogistic(3, 0), new BinaryLogistic(0.1, 0.2),
                        new BinaryLogistic(0, 1e-16), new BinaryLogistic(1e300, 1e-300))
                .flatMap(loss -> DoubleStream
                        .of(0, 1e-300, -1e-9, 1, -1, 36.7, -36.7, 36.9, -40, 700, -700, 709.9, -745, 1e4, -1e4, 1e300)
                        .boxed()
                        .flatMap(x -> DoubleStream.of(0, 1, 0.5, 1e-300, 1e-16, 1 - 0x1p-53, 0.3)
                                .mapToObj(t -> point(loss, x, t))));
    }

    private static Point<BinaryLogistic> point(BinaryLogistic loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** w(1 − t) sp(x) + w t sp(−x): their derivatives cancel. */
    private record NegativeLogLikelihood(BinaryLogistic loss) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal x = sample.the("predictions");
            BigDecimal t = sample.the("targets");
            BigDecimal no = coefficient(sample).multiply(BigDecimal.ONE.subtract(t));
            BigDecimal yes = coefficient(sample).multiply(t);
            return List.of(no.signum() == 0 ? no : no.multiply(math.softplus(x)),
                    yes.signum() == 0 ? yes : yes.multiply(math.softplus(x.negate())));
        }

        /** w. */
        @Override
        public BigDecimal coefficient(Sample sample) {
            boolean isOne = sample.the("targets").compareTo(BigDecimal.ONE) == 0;
            return isOne ? new BigDecimal(loss.scalePosWeight()) : BigDecimal.ONE;
        }

        /** Where σ(x)σ(−x) = e^−|x|/(1 + e^−|x|)² is below the floor, the reference states the floor. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal floor = new BigDecimal(loss.minHessian());
            BigDecimal exp = math.exp(sample.the("predictions").abs().negate());
            BigDecimal curvature = math.divide(exp, exp.add(BigDecimal.ONE).pow(2));
            return order == 2 && curvature.compareTo(floor) < 0
                    ? Optional.of(coefficient(sample).multiply(floor))
                    : Optional.empty();
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    // The limits of the formula; a coefficient of 0 leaves nothing of an infinite term.
    @Test
    void answerWhenMarginIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new BinaryLogistic(2, 1e-16)).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY)
                .input("targets", 1, 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0, Double.POSITIVE_INFINITY, 0);
        assertThat(evaluation.gradient()).containsExactly(0, -2, 0);
        assertThat(evaluation.hessian()).containsExactly(2e-16, 2e-16, 1e-16);
    }

    // From the reference: what is rejected.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        assertThat(TaskBuilder.of(new BinaryLogistic()).input("predictions", 0).input("targets", 1.5).fault())
                .matches(fault -> fault.field().equals("targets") && fault.detail().contains("in [0, 1]"));
        assertThat(TaskBuilder.of(new BinaryLogistic()).input("predictions", 0).input("targets", -1).fault())
                .matches(fault -> fault.field().equals("targets") && fault.detail().contains("in [0, 1]"));
    }
}
