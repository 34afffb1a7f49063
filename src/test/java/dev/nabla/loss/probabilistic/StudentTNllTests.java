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
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StudentTNllTests extends LossContract<StudentTNll> {

    @Override
    public List<StudentTNll> variants() {
        return List.of(new StudentTNll(), new StudentTNll(0.5), new StudentTNll(30.25), new StudentTNll(1e8));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("df", "3.0 in (0, inf)");
    }

    @Override
    public Formula formula(StudentTNll loss) {
        return new NegativeLogLikelihood(new BigDecimal(loss.df()));
    }

    @Override
    public Optional<Textbook> textbook(StudentTNll loss) {
        return Optional.of(Textbook.formula("""
                u = (x - t)/scale
                lgamma(df/2) - lgamma((df + 1)/2) + 0.5*log(df*pi) + log(scale) + (df + 1)/2*log(1 + u^2/df)""")
                .stable("""
                        u = (x - t)/scale
                        lgamma(df/2) - lgamma((df + 1)/2) + 0.5*log(df*pi) + log(scale) + (df + 1)/2*log1p(u^2/df)""")
                .losing(loss.df() > 1e3 ? 1e8 : 8, "lgamma(df/2) and lgamma((df + 1)/2) cancel where df is large"));
    }

    @Override
    public double[][] draw(StudentTNll loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-2, 2)}, {random.nextDouble(-2, 2)}, {random.nextDouble(0.1, 4)}};
    }

    @Override
    public Stream<Point<StudentTNll>> hardPoints() {
        return Stream.concat(worstPoints(), Stream.of(3, 1e-12, 2, 1e8).flatMap(df -> DoubleStream
                .of(0.5, 3, 1e60).boxed()
                .flatMap(scale -> DoubleStream.of(0, 1e-30, 0.1, 1 - 1e-16, 1.7320508075688772, 40, 1e30)
                        .mapToObj(error -> point(df.doubleValue(), error * scale, 0, scale)))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<StudentTNll>> worstPoints() {
        return Stream.of(
                point(3, -1.7e308, 5e307, 0.8), // loss was infinite, gradient 0: difference beyond float64
                point(1e8, Double.MIN_VALUE, Double.MIN_NORMAL, 3), // gradient of predictions: u is subnormal
                point(1e8, 0.4692273935397384, 0.06150186027322246, 3.52278893478292), // gradient of predictions 0.5 ulp
                point(1e8, 15.503741581202597, 4.9E-324, 1.4063269046368096), // gradient of scale 0.49 ulp
                point(3, 9.999999999999996E29, -0.0, 1e150), // loss 0.5 ulp
                point(1e-12, -0.34096688790521834, -1e150, 24), // loss was infinite
                point(1e-12, -120, 7.9E-323, Double.MIN_VALUE)); // was infinite
    }

    private static Point<StudentTNll> point(double df, double prediction, double target, double scale) {
        return new Point<>(new StudentTNll(df), new double[]{prediction}, new double[]{target}, new double[]{scale});
    }

    /** [lgamma(ν/2) − lgamma((ν+1)/2) + ½ log νπ] + log s + ((ν+1)/2)·log(1 + d²/(s²ν)): terms that cancel. */
    private record NegativeLogLikelihood(BigDecimal df) implements Formula {

        /** π: https://oeis.org/A000796, 100 digits. */
        private static final BigDecimal PI = new BigDecimal("3.1415926535897932384626433832795028841971693993751"
                + "058209749445923078164062862089986280348253421170679");

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal scale = sample.the("scale");
            BigDecimal d = sample.the("predictions").subtract(sample.the("targets"));
            BigDecimal half = df.divide(BigDecimal.TWO);
            BigDecimal more = half.add(new BigDecimal("0.5"));
            BigDecimal normaliser = math.lgamma(half).subtract(math.lgamma(more))
                    .add(math.log(df.multiply(PI)).divide(BigDecimal.TWO));
            BigDecimal growth = math.log(BigDecimal.ONE.add(math.divide(d.pow(2), scale.pow(2).multiply(df))));
            return List.of(normaliser, math.log(scale), growth.multiply(more));
        }

        /** As the scale, or as the error where that is larger; by far the smaller of the two where df is small. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal d = sample.the("predictions").subtract(sample.the("targets")).abs();
            BigDecimal root = df.min(BigDecimal.ONE).sqrt(MathContext.DECIMAL64);
            return place.input().equals("scale")
                    ? sample.the("scale")
                    : d.max(sample.the("scale").multiply(root));
        }
    }

    // From loss-examples.json and the formula: a scale ≤ 0 is rejected.
    @Test
    void scaleWhenNotPositiveShouldBeRejected() {
        assertThat(
                TaskBuilder.of(new StudentTNll()).input("predictions", 1).input("targets", 1).input("scale", 0).fault()
                        .detail())
                .contains("> 0", "got 0");
    }

    // By mpmath, 50 digits: with df = 1e300 it is the Gaussian, ½ log 2π + u²/2 with u = 1.5.
    @Test
    void answerWhenDegreesOfFreedomAreHugeShouldBeThatOfTheGaussian() {
        EvaluationView evaluation = TaskBuilder.of(new StudentTNll(1e300)).input("predictions", 1.5).input("targets", 0)
                .input("scale", 1).answer();
        assertThat(evaluation.loss()).containsExactly(2.0439385332046727);
        assertThat(evaluation.gradient()).containsExactly(1.5);
        assertThat(evaluation.gradient("scale")).containsExactly(-1.25);
    }

    // The limits with d = ∞: the loss grows as (ν+1) log u, its gradient vanishes, that of the scale is −ν/s.
    @Test
    void answerWhenErrorIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new StudentTNll()).input("predictions", Double.POSITIVE_INFINITY)
                .input("targets", 0).input("scale", 2).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(0);
        assertThat(evaluation.gradient("scale")).containsExactly(-1.5);
        assertThat(evaluation.hessian()).containsExactly(0);
        assertThat(evaluation.hessian("scale")).containsExactly(0.75);
    }
}
