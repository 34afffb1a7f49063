package dev.nabla.loss.probabilistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

class GammaNllTests extends LossContract<GammaNll> {

    @Override
    public List<GammaNll> variants() {
        return List.of(new GammaNll());
    }

    @Override
    public Formula formula(GammaNll loss) {
        return new NegativeLogLikelihood();
    }

    @Override
    public Optional<Textbook> textbook(GammaNll loss) {
        return Optional.of(Textbook.formula("""
                lgamma(concentration) - concentration*log(rate) - (concentration - 1)*log(t) + rate*t"""));
    }

    @Override
    public double[][] draw(GammaNll loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(0.2, 20)}, {random.nextDouble(0.2, 4)}, {random.nextDouble(0.1, 4)}};
    }

    @Override
    public Stream<Point<GammaNll>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream
                .of(1e-300, 1e-10, 0.5, 1, Math.nextUp(1.0), 1.4616321449683622, 2, 2.5, 10, 1e4, 1e8, 1e30).boxed()
                .flatMap(shape -> DoubleStream.of(0.3, 1e60).boxed()
                        .flatMap(rate -> DoubleStream.of(1e-10, 1 - 1e-9, 1, 2)
                                .mapToObj(ratio -> point(shape, rate, ratio * Math.max(shape, 1e-100) / rate)))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<GammaNll>> worstPoints() {
        return Stream.of(
                point(5e307, 1, 5e307), // loss was NaN: log Γ is beyond float64
                point(7e307, 3e-300, 2), // loss was NaN
                point(33.217496538539564, 4.9E-324, 2.81856121170631), // gradient of concentration 0.49 ulp
                point(2.609083153852349, 1.4596784832010954e60, 1.2500000000000001e-61), // hessian of concentration 0.5 ulp
                point(19.692940103369107, 4.9E-324, 2.81856121170631)); // loss 0.5 ulp
    }

    private static Point<GammaNll> point(double shape, double rate, double target) {
        return new Point<>(new GammaNll(), new double[]{shape}, new double[]{rate}, new double[]{target});
    }

    /** log Γ(α) − α log β − α log t + log t + βt: terms that cancel. */
    private record NegativeLogLikelihood() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal shape = sample.the("concentration");
            BigDecimal rate = sample.the("rate");
            BigDecimal target = sample.the("targets");
            BigDecimal log = math.log(target);
            return List.of(math.lgamma(shape), shape.multiply(math.log(rate)).negate(), shape.multiply(log).negate(),
                    log, rate.multiply(target));
        }
    }

    // From the reference: anything ≤ 0 is rejected.
    @Test
    void inputsWhenNotPositiveShouldBeRejected() {
        for (String input : List.of("concentration", "rate", "targets")) {
            TaskBuilder task = TaskBuilder.of(new GammaNll()).input("concentration", 1).input("rate", 1)
                    .input("targets", 1).input(input, 0);
            assertThat(task.fault().field()).isEqualTo(input);
            assertThat(task.fault().detail()).contains("> 0", "got 0");
        }
    }

    // By hand: α = 1 is the exponential distribution, βt − log β.
    @Test
    void lossWhenShapeIsOneShouldBeThatOfTheExponentialDistribution() {
        assertThat(
                TaskBuilder.of(new GammaNll()).input("concentration", 1).input("rate", 1).input("targets", 0.3).answer()
                        .loss())
                .containsExactly(0.3);
    }

    // By mpmath: at the mode of a large shape nine digits of the terms cancel, and the answer keeps the rest.
    @Test
    void lossWhenTermsCancelShouldKeepMoreThanTheirDigits() {
        double loss = TaskBuilder.of(new GammaNll()).input("concentration", 1e8).input("rate", 1).input("targets", 1e8)
                .answer().loss()[0];
        assertThat(loss).isCloseTo(10.12927890601419, within(1e-11));
    }
}
