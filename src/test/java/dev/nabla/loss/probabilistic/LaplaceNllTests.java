package dev.nabla.loss.probabilistic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import dev.nabla.request.Literal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LaplaceNllTests extends LossContract<LaplaceNll> {

    @Override
    public List<LaplaceNll> variants() {
        return List.of(new LaplaceNll());
    }

    @Override
    public Formula formula(LaplaceNll loss) {
        return new NegativeLogLikelihood();
    }

    @Override
    public Optional<Textbook> textbook(LaplaceNll loss) {
        return Optional.of(Textbook.formula("log(2*scale) + abs(x - t)/scale"));
    }

    @Override
    public double[][] draw(LaplaceNll loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-2, 2)}, {random.nextDouble(-2, 2)}, {random.nextDouble(0.1, 4)}};
    }

    @Override
    public Stream<Point<LaplaceNll>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(1e-150, 0.25, 0.5, Math.nextUp(0.5), 3, 1e150)
                .boxed().flatMap(scale -> DoubleStream.of(Double.MIN_VALUE, 1e-8, 0.3, 1e5,
                        scale, scale / 2, Math.nextUp(scale / 2), Math.nextDown(scale))
                        .mapToObj(d -> point(-d, 0, scale))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<LaplaceNll>> worstPoints() {
        return Stream.of(
                point(-5e307, 1.7e308, 3), // loss was infinite: difference beyond float64
                point(-1.7e308, 1, 1.6), // hessian of scale was infinite
                point(-0.9247158534140538, 7504.448494435192, 20.151981935526994), // gradient of scale 0.47 ulp
                point(-0.9247158534140538, 7504.448494435192, 1.0E-8), // hessian of scale 0.48 ulp
                point(-745.1344099428268, 2.7286575561985673, 1.4063269046368096)); // loss 0.5 ulp
    }

    private static Point<LaplaceNll> point(double prediction, double target, double scale) {
        return new Point<>(new LaplaceNll(), new double[]{prediction}, new double[]{target}, new double[]{scale});
    }

    /** log 2b + |d|/b: terms that cancel. */
    private record NegativeLogLikelihood() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal scale = sample.the("scale");
            BigDecimal d = sample.the("predictions").subtract(sample.the("targets"));
            return List.of(math.log(scale.add(scale)), math.divide(math.abs(d), scale));
        }

        /** As the scale itself, or as the error. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal d = sample.the("predictions").subtract(sample.the("targets")).abs();
            return place.input().equals("scale") || d.signum() == 0 ? sample.the("scale") : d;
        }

        /** The reference states that the second derivative of |d| is 0, at the kink too, and the first 0 there. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            boolean isKink = sample.the("predictions").compareTo(sample.the("targets")) == 0;
            return place.input().equals("predictions") && (order == 2 || isKink)
                    ? Optional.of(BigDecimal.ZERO)
                    : Optional.empty();
        }
    }

    // By hand: at d = 0 the loss is log 2b, the gradient of the kink 0 and of the scale 1/b, with curvature −1/b².
    @Test
    void answerWhenPredictionIsExactShouldTakeTheKinkAsFlat() {
        EvaluationView evaluation = TaskBuilder.of(new LaplaceNll()).input("predictions", 1.5).input("targets", 1.5)
                .input("scale", 0.5).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0);
        assertThat(evaluation.gradient("scale")).containsExactly(2);
        assertThat(evaluation.hessian()).containsExactly(0);
        assertThat(evaluation.hessian("scale")).containsExactly(-4);
    }

    // From the reference: a scale ≤ 0 is rejected.
    @Test
    void scaleWhenNotPositiveShouldBeRejected() {
        for (double scale : new double[]{0, -1e-300, Double.NaN}) {
            assertThat(
                    TaskBuilder.of(new LaplaceNll()).input("predictions", 1).input("targets", 1).input("scale", scale)
                            .fault().detail())
                    .contains("> 0", "got " + Literal.number(scale));
        }
    }

    // The limits of |d|/b and its derivatives with d = −∞.
    @Test
    void answerWhenErrorIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new LaplaceNll()).input("predictions", Double.NEGATIVE_INFINITY)
                .input("targets", 0).input("scale", 2).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(-0.5);
        assertThat(evaluation.gradient("scale")).containsExactly(Double.NEGATIVE_INFINITY);
        assertThat(evaluation.hessian("scale")).containsExactly(Double.POSITIVE_INFINITY);
    }
}
