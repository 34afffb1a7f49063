package dev.nabla.loss.probabilistic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
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

class GammaDevianceTests extends LossContract<GammaDeviance> {

    @Override
    public List<GammaDeviance> variants() {
        return List.of(new GammaDeviance());
    }

    @Override
    public Formula formula(GammaDeviance loss) {
        return new Deviance();
    }

    /** That of the Tweedie deviance of the same power, too. */
    static Textbook textbook() {
        return Textbook.formula("2*(log(x/t) + t/x - 1)").stable("""
                d = x - t
                slope = x*stop_gradient(d/x/x) - t*stop_gradient(d/x/t)
                with_gradient(2*where(t < 0.5*x, t/x - 1 - log(t/x), -log1pmx(-d/x)), 2*slope)""");
    }

    @Override
    public Optional<Textbook> textbook(GammaDeviance loss) {
        return Optional.of(textbook());
    }

    @Override
    public double[][] draw(GammaDeviance loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(0.1, 5)}, {random.nextDouble(0.1, 5)}};
    }

    @Override
    public Stream<Point<GammaDeviance>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream
                .of(Double.MIN_VALUE, 1e-310, 1e-300, 1e-9, 0.1, 1, Math.nextUp(1.0), 3, 1000, 1e10, 1e300)
                .boxed()
                .flatMap(mean -> DoubleStream
                        .of(Double.MIN_VALUE, 1e-300, 0.3, 1, 1e10, 1e300, Math.nextUp(mean), Math.nextDown(mean),
                                mean * (1 + 1e-9), mean * (1 - 1e-5), mean * 1.01, mean * 0.6, mean * 16, mean * 17,
                                mean / 20, mean * 1e30)
                        .filter(t -> t > 0 && t != mean && t <= Double.MAX_VALUE)
                        .mapToObj(t -> point(new GammaDeviance(), mean, t))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<GammaDeviance>> worstPoints() {
        return Stream.of(point(new GammaDeviance(), 7.601814359105E-310, 6.0E-311), // loss was 2.51 ulp
                point(new GammaDeviance(), 9.999999999999995E299, 1.0000000000000002E300)); // gradient 0.98 ulp
    }

    private static Point<GammaDeviance> point(GammaDeviance loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** 2(log(μ/t) + t/μ − 1). */
    private record Deviance() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal ratio = math.divide(sample.the("targets"), sample.the("predictions"));
            return List.of(ratio.subtract(BigDecimal.ONE).subtract(math.log(ratio)).multiply(BigDecimal.TWO));
        }
    }

    // The limits for infinite means.
    @Test
    void answerWhenMeanIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new GammaDeviance()).input("predictions", Double.POSITIVE_INFINITY)
                .input("targets", 2).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(0);
        assertThat(evaluation.hessian()).containsExactly(0);
    }

    // From the reference: what is rejected.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        assertThat(TaskBuilder.of(new GammaDeviance()).input("predictions", 0).input("targets", 1).fault())
                .matches(fault -> fault.field().equals("predictions") && fault.detail().contains("> 0"));
        assertThat(TaskBuilder.of(new GammaDeviance()).input("predictions", 1).input("targets", 0).fault())
                .matches(fault -> fault.field().equals("targets") && fault.detail().contains("> 0"));
        assertThat(TaskBuilder.of(new GammaDeviance()).input("predictions", -1).input("targets", 1).fault())
                .matches(fault -> fault.field().equals("predictions") && fault.detail().contains("> 0"));
    }
}
