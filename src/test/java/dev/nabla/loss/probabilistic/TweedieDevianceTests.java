package dev.nabla.loss.probabilistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.option.Domain;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TweedieDevianceTests extends LossContract<TweedieDeviance> {

    private static final List<TweedieDeviance> POWERS = DoubleStream
            .of(1.5, 0, -1, -0.5, 1, 1 + 1e-9, 1.25, 2 - 1e-9, 2, 2 + 1e-9, 2.5, 3).mapToObj(TweedieDeviance::new)
            .toList();

    @Override
    public List<TweedieDeviance> variants() {
        return POWERS;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("power", "1.5 in (-inf, 0] or [1, inf)");
    }

    @Override
    public Formula formula(TweedieDeviance loss) {
        return new Deviance(new BigDecimal(loss.power()));
    }

    @Override
    public Optional<Textbook> textbook(TweedieDeviance loss) {
        return Optional.of(switch (loss) {
            case TweedieDeviance(double power) when power == 0 -> Textbook.formula("(x - t)^2");
            case TweedieDeviance(double power) when power == 1 -> PoissonDevianceTests.textbook();
            case TweedieDeviance(double power) when power == 2 -> GammaDevianceTests.textbook();
            case TweedieDeviance _ -> Textbook.formula("""
                    p = power
                    2*(maximum(t, 0)^(2 - p)/((1 - p)*(2 - p)) - t*x^(1 - p)/(1 - p) + x^(2 - p)/(2 - p))""").stable("""
                    p = power
                    s = log1p((t - x)/x)
                    d = t*expm1mx((1 - p)*s)/(1 - p) - x*expm1mx((2 - p)*s)/(2 - p) + (t - x)*s
                    slope = x*stop_gradient((x - t)*x^(-p))
                    2*where(t > 0, with_gradient(x^(1 - p)*d, slope), x^(2 - p)/(2 - p) - t*x^(1 - p)/(1 - p))""");
        });
    }

    @Override
    public double[][] draw(TweedieDeviance loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(0.1, 5)}, {random.nextDouble(0.1, 5)}};
    }

    @Override
    public Stream<Point<TweedieDeviance>> hardPoints() {
        return POWERS.stream().flatMap(loss -> DoubleStream.of(1e-300, 1e-9, 0.1, 1, 3.5, 1e10, 1e100)
                .boxed()
                .flatMap(mean -> DoubleStream
                        .of(-1e10, -1, 0, 1e-300, 0.3, 1, 1e10, Math.nextUp(mean), Math.nextDown(mean),
                                mean * (1 + 1e-9), mean * (1 - 1e-5), mean * 1.5, mean / 20)
                        .filter(t -> t != mean && accepts(loss, t) && isWithinReach(loss, t, mean)
                                && (t != 0 || loss.power() != 1))
                        .mapToObj(t -> point(loss, mean, t))));
    }

    /** Not where the oracle's differences would need more digits than it has. */
    private static boolean isWithinReach(TweedieDeviance loss, double target, double mean) {
        boolean isNear = target <= 0 || (target > mean * 1e-40 && target < mean * 1e40);
        return isNear && (mean > 1e-100 || (loss.power() >= 1 && target > 0));
    }

    private static boolean accepts(TweedieDeviance loss, double target) {
        Domain domain = loss.inputs().get(1).domain();
        return domain == null || domain.contains(target);
    }

    private static Point<TweedieDeviance> point(TweedieDeviance loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /**
     * 2 [t^(2−p)/((1−p)(2−p)) − t μ^(1−p)/(1−p) + μ^(2−p)/(2−p)] for positive t, written as 2 t^(2−p) [f(2−p) − f(1−p)], f(q) =
     * (e^qa − 1 − qa)/q, a = log(μ/t), which cancels for powers below 0 and above 2 only.
     */
    private record Deviance(BigDecimal power) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal mean = sample.the("predictions");
            BigDecimal t = sample.the("targets");
            BigDecimal upper = BigDecimal.TWO.subtract(power);
            BigDecimal lower = BigDecimal.ONE.subtract(power);
            if (power.signum() == 0) {
                return List.of(mean.subtract(t).pow(2));
            }
            if (t.signum() <= 0) {
                BigDecimal high = upper.signum() == 0 ? BigDecimal.ZERO : math.divide(math.pow(mean, upper), upper);
                return t.signum() == 0
                        ? List.of(high.multiply(BigDecimal.TWO))
                        : List.of(high.multiply(BigDecimal.TWO),
                                math.divide(t.multiply(math.pow(mean, lower)), lower).multiply(BigDecimal.TWO)
                                        .negate());
            }
            BigDecimal log = math.log(math.divide(mean, t));
            BigDecimal factor = math.pow(t, upper).multiply(BigDecimal.TWO);
            return List.of(factor.multiply(part(upper, log, math)), factor.multiply(part(lower, log, math)).negate());
        }

        /** (e^qa − 1 − qa)/q; 0 for q = 0. */
        private static BigDecimal part(BigDecimal q, BigDecimal log, Arithmetic math) {
            BigDecimal exponent = q.multiply(log);
            return q.signum() == 0
                    ? BigDecimal.ZERO
                    : math.divide(math.exp(exponent).subtract(BigDecimal.ONE).subtract(exponent), q);
        }
    }

    // From the reference: the domains depend on the power.
    @Test
    void inputsWhenOutsideTheDomainOfThePowerShouldBeRejected() {
        assertThat(faultOf(0, -1, -1)).isEmpty();
        assertThat(faultOf(-1, 0, -1)).contains("predictions: must be a number > 0, got 0");
        assertThat(faultOf(-1, 1, -1)).isEmpty();
        assertThat(faultOf(1, 1, 0)).isEmpty();
        assertThat(faultOf(1, 1, -1)).contains("targets: must be a number >= 0, got -1");
        assertThat(faultOf(1.5, -1, 1)).contains("predictions: must be a number > 0, got -1");
        assertThat(faultOf(2, 1, 0)).contains("targets: must be a number > 0, got 0");
    }

    private static Optional<String> faultOf(double power, double mean, double target) {
        TaskBuilder task = TaskBuilder.of(new TweedieDeviance(power)).input("predictions", mean).input("targets",
                target);
        return Evaluator.check(task.build()).stream().map(fault -> fault.field() + ": " + fault.detail()).findFirst();
    }

    // By hand: for p = 3 it is (μ − t)²/(μ² t), which is 2^1074 at μ = 1 and t = 2^-1074: beyond float64.
    @Test
    void lossWhenItOverflowsShouldBeInfinite() {
        assertThat(TaskBuilder.of(new TweedieDeviance(3)).input("predictions", 1).input("targets", Double.MIN_VALUE)
                .answer().loss()).containsExactly(Double.POSITIVE_INFINITY);
    }

    // From the reference: no distribution has a power between 0 and 1.
    @Test
    void powerWhenBetweenZeroAndOneShouldBeRejected() {
        assertThatThrownBy(() -> new TweedieDeviance(0.5))
                .hasMessage("power must be a finite number <= 0 or a finite number >= 1, got 0.5");
    }

    // The limits of t^(2−p) ∫ e^((1−p)a) (e^a − 1) da for p = 1.5 and 3: infinite, and 2 t^(2−p)/((1−p)(2−p)) = 1/t.
    @Test
    void answerWhenMeanIsInfiniteShouldBeTheLimit() {
        assertThat(ofInfiniteMean(1.5).loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(ofInfiniteMean(3).loss()).containsExactly(0.5);
        assertThat(ofInfiniteMean(1.5).gradient()).containsExactly(0);
        assertThat(ofInfiniteMean(-1).gradient()).containsExactly(Double.POSITIVE_INFINITY);
    }

    private static EvaluationView ofInfiniteMean(double power) {
        return TaskBuilder.of(new TweedieDeviance(power)).input("predictions", Double.POSITIVE_INFINITY)
                .input("targets", 2)
                .answer();
    }
}
