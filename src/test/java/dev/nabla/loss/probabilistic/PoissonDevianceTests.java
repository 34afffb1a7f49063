package dev.nabla.loss.probabilistic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PoissonDevianceTests extends LossContract<PoissonDeviance> {

    @Override
    public List<PoissonDeviance> variants() {
        return List.of(new PoissonDeviance());
    }

    @Override
    public Formula formula(PoissonDeviance loss) {
        return new Deviance();
    }

    /** That of the Tweedie deviance of the same power, too. */
    static Textbook textbook() {
        return Textbook.formula("2*(xlogy(t, t/x) - t + x)").stable("""
                slope = x*stop_gradient((x - t)/x) + t*stop_gradient(log1p((t - x)/x))
                where(t == 0, 2*x, with_gradient(-2*t*log1pmx((x - t)/t), 2*slope))""");
    }

    @Override
    public Optional<Textbook> textbook(PoissonDeviance loss) {
        return Optional.of(textbook());
    }

    @Override
    public double[][] draw(PoissonDeviance loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(0.1, 5)}, {random.nextDouble(0, 5)}};
    }

    @Override
    public Stream<Point<PoissonDeviance>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream
                .of(Double.MIN_VALUE, 1e-310, 1e-300, 1e-9, 0.1, 1, Math.nextUp(1.0), 3, 1000, 1e10, 1e300)
                .boxed()
                .flatMap(mean -> DoubleStream
                        .of(0, Double.MIN_VALUE, 1e-300, 0.3, 1, 1e10, 1e300, Math.nextUp(mean), Math.nextDown(mean),
                                mean * (1 + 1e-9), mean * (1 - 1e-5), mean * 1.01, mean * 0.6, mean * 16, mean * 17,
                                mean / 20, mean * 1e30)
                        .filter(t -> t != mean && t <= Double.MAX_VALUE)
                        .mapToObj(t -> point(new PoissonDeviance(), mean, t))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<PoissonDeviance>> worstPoints() {
        return Stream.of(point(new PoissonDeviance(), 4, -0.0), // loss was NaN
                point(new PoissonDeviance(), 1e150, 1e-8)); // hessian 0.61 ulp
    }

    private static Point<PoissonDeviance> point(PoissonDeviance loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** 2(t log(t/μ) − t + μ). */
    private record Deviance() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal mean = sample.the("predictions");
            BigDecimal t = sample.the("targets");
            BigDecimal log = t.signum() == 0 ? BigDecimal.ZERO : math.log(math.divide(t, mean));
            return List.of(t.multiply(log).subtract(t).add(mean).multiply(BigDecimal.TWO));
        }
    }

    // By definition: no deviance from the best mean.
    @Test
    void answerWhenMeanIsTheTargetShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new PoissonDeviance()).input("predictions", 0.3)
                .input("targets", 0.3)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0);
    }

    // From the reference: 2μ, 2 and 0 for t = 0; the limits for infinite means.
    @Test
    void answerAtTheEdgesShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new PoissonDeviance()).reduction(Reduction.NONE)
                .input("predictions", 3, Double.POSITIVE_INFINITY).input("targets", 0, 2).answer();
        assertThat(evaluation.loss()).containsExactly(6, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(2, 2);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }

    // From the reference: what is rejected.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        assertThat(TaskBuilder.of(new PoissonDeviance()).input("predictions", 0).input("targets", 1).fault())
                .matches(fault -> fault.field().equals("predictions") && fault.detail().contains("> 0"));
        assertThat(TaskBuilder.of(new PoissonDeviance()).input("predictions", 1).input("targets", -1e-300).fault())
                .matches(fault -> fault.field().equals("targets") && fault.detail().contains(">= 0"));
        assertThat(TaskBuilder.of(new PoissonDeviance()).input("predictions", 1).input("targets", Double.NaN).fault())
                .matches(fault -> fault.field().equals("targets") && fault.detail().contains(">= 0"));
    }
}
