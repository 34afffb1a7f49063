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
import dev.nabla.request.Literal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MsleTests extends LossContract<Msle> {

    @Override
    public List<Msle> variants() {
        return List.of(new Msle(), new Msle(1e-7), new Msle(1.5));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("clip", "null in [0, inf)");
    }

    @Override
    public Formula formula(Msle loss) {
        return new Logarithmic(loss.clip());
    }

    @Override
    public Optional<Textbook> textbook(Msle loss) {
        return Optional.of(switch (loss) {
            case Msle(Double clip) when clip == null -> Textbook.formula("(log(1 + x) - log(1 + t))^2")
                    .stable("log1p(abs(x - t)/(1 + minimum(x, t)))^2");
            case Msle _ -> Textbook.formula("(log(1 + maximum(x, clip)) - log(1 + maximum(t, clip)))^2")
                    .stable("""
                            a = maximum(x, clip)
                            b = maximum(t, clip)
                            log1p(abs(a - b)/(1 + minimum(a, b)))^2""");
        });
    }

    @Override
    public double[][] draw(Msle loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-1, 8)}, {random.nextDouble(-1, 8)}};
    }

    @Override
    public Stream<Point<Msle>> hardPoints() {
        double[] numbers = {0, Double.MIN_VALUE, 1e-300, -1e-300, 1e-20, -0.5, Math.nextUp(-1.0), -1 + 1e-10, 1,
                Math.nextUp(1.0), Math.E - 1, Math.nextUp(Math.E - 1), 2 * Math.E - 1, 1e10, 1e16, 1e100, 1e300,
                Double.MAX_VALUE};
        return Stream.concat(worstPoints(), variants().stream().flatMap(loss -> DoubleStream.of(numbers).boxed()
                .flatMap(prediction -> DoubleStream.of(numbers)
                        .mapToObj(target -> new Point<>(loss, Residuals.pair(prediction, target))))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Msle>> worstPoints() {
        return Stream.of(
                new Point<>(new Msle(), new double[]{1.7182818284590453}, new double[]{-1.0E-300}), // hessian 1.92 ulp
                new Point<>(new Msle(), new double[]{7.868886173494889}, new double[]{5.264490446746928}), // loss 1.8 ulp
                new Point<>(new Msle(), new double[]{10000}, new double[]{-1.249999999999999E-301})); // gradient 1.29 ulp
    }

    /** (log(1 + x) − log(1 + t))², x and t clipped. */
    private record Logarithmic(@Nullable Double clip) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(math.log(plusOne(sample, "predictions")).subtract(math.log(plusOne(sample, "targets")))
                    .pow(2));
        }

        /** A step must not leave the domain. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return plusOne(sample, "predictions");
        }

        /** From the reference: with clip both derivatives are 0 where x < clip; at the clip those of the other side hold. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            if (clip == null || sample.the("predictions").compareTo(new BigDecimal(clip)) > 0) {
                return Optional.empty();
            }
            boolean isBelow = sample.the("predictions").compareTo(new BigDecimal(clip)) < 0;
            return Optional.of(isBelow ? BigDecimal.ZERO : stated(sample, order, math));
        }

        /** 2r/(1 + x) and 2(1 − r)/(1 + x)². */
        private BigDecimal stated(Sample sample, int order, Arithmetic math) {
            BigDecimal x = plusOne(sample, "predictions");
            BigDecimal r = math.log(x).subtract(math.log(plusOne(sample, "targets")));
            return order == 1
                    ? math.divide(r.multiply(BigDecimal.TWO), x)
                    : math.divide(BigDecimal.ONE.subtract(r).multiply(BigDecimal.TWO), x.pow(2));
        }

        private BigDecimal plusOne(Sample sample, String input) {
            BigDecimal number = sample.the(input);
            return (clip == null ? number : number.max(new BigDecimal(clip))).add(BigDecimal.ONE);
        }
    }

    // From the reference: numbers at or below -1 are rejected, and so is NaN.
    @ParameterizedTest
    @CsvSource({"-1", "-1.5", "NaN", "-Infinity"})
    void inputsWhenOutsideTheirDomainShouldBeRejected(double number) {
        assertThat(TaskBuilder.of(new Msle()).input("predictions", number).input("targets", 0).fault())
                .satisfies(fault -> assertThat(fault.field()).isEqualTo("predictions"))
                .satisfies(fault -> assertThat(fault.detail()).contains("> -1", "got " + Literal.number(number)));
        assertThat(TaskBuilder.of(new Msle()).input("predictions", 0).input("targets", number).fault().field())
                .isEqualTo("targets");
    }

    // From the reference: with clip every number is allowed but NaN.
    @Test
    void inputsWhenClippedShouldBeAnyNumberButNaN() {
        EvaluationView evaluation = TaskBuilder.of(new Msle(1.0)).reduction(Reduction.NONE)
                .input("predictions", Double.NEGATIVE_INFINITY, -7, 1).input("targets", 1, -2, -1).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0, 0);
        assertThat(TaskBuilder.of(new Msle(1.0)).input("predictions", Double.NaN).input("targets", 0).fault().field())
                .isEqualTo("predictions");
    }

    // The limits of r², 2r/(1 + x) and 2(1 - r)/(1 + x)² at x = ∞ and at t = ∞; both infinite are NaN.
    @Test
    void answerWhenNumberIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new Msle()).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, 1, Double.POSITIVE_INFINITY)
                .input("targets", 1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(0, Double.NEGATIVE_INFINITY, Double.NaN);
        assertThat(evaluation.hessian()).containsExactly(0, Double.POSITIVE_INFINITY, Double.NaN);
    }
}
