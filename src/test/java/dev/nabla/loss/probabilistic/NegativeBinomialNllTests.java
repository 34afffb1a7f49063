package dev.nabla.loss.probabilistic;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
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

class NegativeBinomialNllTests extends LossContract<NegativeBinomialNll> {

    @Override
    public List<NegativeBinomialNll> variants() {
        return List.of(new NegativeBinomialNll());
    }

    @Override
    public Formula formula(NegativeBinomialNll loss) {
        return new NegativeLogLikelihood();
    }

    @Override
    public Optional<Textbook> textbook(NegativeBinomialNll loss) {
        return Optional.of(Textbook.formula("""
                r = dispersion
                lgamma(r) + lgamma(t + 1) - lgamma(t + r) + r*log(1 + x/r) + t*log(1 + r/x)""").stable("""
                r = dispersion
                nll = lgamma(r) + lgamma(t + 1) - lgamma(t + r) + r*log1p(x/r) + t*log1p(r/x)
                slope = digamma(r) - digamma(t + r) + t/(r + x) - log1pmx(-x/(r + x))
                with_gradient(nll, x*stop_gradient(r/x*(x - t)/(r + x)) + r*stop_gradient(slope))""")
                .losing(2048, "digamma(t + r) - digamma(r) and t/(r + x) cancel, where r is large"));
    }

    @Override
    public double[][] draw(NegativeBinomialNll loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(0.1, 9)}, {random.nextInt(12)}, {random.nextDouble(0.1, 20)}};
    }

    @Override
    public Stream<Point<NegativeBinomialNll>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(1e-30, 0.3, 9.99, 1e3, 1e8, 1e16).boxed()
                .flatMap(dispersion -> DoubleStream.of(0, 1e-20, 1, 1000, 1e8).boxed()
                        .flatMap(target -> DoubleStream.of(1e-30, 0.5, target, 1e6)
                                .filter(mean -> mean > 0).mapToObj(mean -> point(mean, target, dispersion)))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<NegativeBinomialNll>> worstPoints() {
        return Stream.of(
                point(7, 5e307, 3), // loss was NaN: log Γ is beyond float64
                point(7e307, 7e307, 5e307), // loss was NaN
                point(Double.MIN_VALUE, 5, 1e-160), // hessian of dispersion had the wrong sign, that of predictions was NaN
                point(1.7e308, 1.7e308, 7e307), // gradient of dispersion was 0: r + t is beyond float64
                point(7.801407949089619, 7.44537456814213, 1e-8), // gradient of dispersion 0.49 ulp
                point(7.801407949089618, 7.44537456814213, 17.564999949276956), // hessian of dispersion 0.45 ulp
                point(8.727568184445238, 4.9E-324, 6.653282957853637), // loss 0.49 ulp
                point(0.5, 7.9E-323, Double.MIN_VALUE), // hessian of dispersion was NaN
                point(0.05580319184768956, 7.9E-323, Double.MIN_VALUE)); // hessian 1.87 ulp
    }

    private static Point<NegativeBinomialNll> point(double mean, double target, double dispersion) {
        return new Point<>(new NegativeBinomialNll(), new double[]{mean}, new double[]{target},
                new double[]{dispersion});
    }

    /**
     * What is left of the gamma functions of r when Stirling's x log x − x is taken away, what that and the other powers of r
     * leave, and t's own part: terms that cancel, none of which grows with r.
     */
    private record NegativeLogLikelihood() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal mean = sample.the("predictions");
            BigDecimal target = sample.the("targets");
            BigDecimal r = sample.the("dispersion");
            BigDecimal sum = r.add(target);
            BigDecimal leading = sum.multiply(math.log(sum)).subtract(r.multiply(math.log(r))).subtract(target);
            BigDecimal gammas = math.lgamma(r).subtract(math.lgamma(sum));
            BigDecimal powers = sum.multiply(math.log(r.add(mean))).subtract(r.multiply(math.log(r)));
            return List.of(gammas.add(leading), powers.subtract(leading),
                    math.lgamma(target.add(BigDecimal.ONE)).subtract(target.multiply(math.log(mean))));
        }
    }

    // From the reference: μ ≤ 0, r ≤ 0 and t < 0 are rejected.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        assertThat(sound().input("predictions", 0).fault().field()).isEqualTo("predictions");
        assertThat(sound().input("dispersion", 0).fault().field()).isEqualTo("dispersion");
        assertThat(sound().input("targets", -1).fault().detail()).contains(">= 0", "got -1");
    }

    private static TaskBuilder sound() {
        return TaskBuilder.of(new NegativeBinomialNll()).input("predictions", 1).input("targets", 1).input("dispersion",
                1);
    }

    // By mpmath, 60 digits: r = 1e8 is nearly Poisson.
    @Test
    void answerWhenDispersionIsLargeShouldKeepItsDigits() {
        EvaluationView evaluation = TaskBuilder.of(new NegativeBinomialNll()).input("predictions", 2.5)
                .input("targets", 4)
                .input("dispersion", 1e8).answer();
        assertWithinTwoUlps(evaluation.loss(), 2.012890911601325);
        assertWithinTwoUlps(evaluation.gradient("dispersion"), -8.749999941666664e-17);
        assertWithinTwoUlps(evaluation.hessian("dispersion"), 1.749999982499999e-24);
    }
}
