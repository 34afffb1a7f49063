package dev.nabla.loss.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import dev.nabla.oracle.SmoothFormula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PpoValueTests extends LossContract<PpoValue> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<PpoValue> variants() {
        return Stream.of(0.2, 0.5, 10.0).map(PpoValue::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("clip_range", "0.2 in (0, inf)");
    }

    @Override
    public SmoothFormula formula(PpoValue loss) {
        return new LargerError(new BigDecimal(loss.clipRange()));
    }

    @Override
    public Optional<Textbook> textbook(PpoValue loss) {
        return Optional.of(Textbook.formula("""
                v = old_values + clip(x - old_values, -clip_range, clip_range)
                0.5*maximum((x - t)^2, (v - t)^2)"""));
    }

    @Override
    public double[][] draw(PpoValue loss, RandomGenerator random) {
        double value = random.nextDouble(-2, 2);
        return new double[][]{{value}, {value + random.nextDouble(-1, 1)}, {value + random.nextDouble(-2, 2)}};
    }

    /** Changes inside, at and beyond the range, and returns on all sides of the values and half-way between them. */
    @Override
    public Stream<Point<PpoValue>> hardPoints() {
        return Stream.concat(variants().stream().flatMap(loss -> DoubleStream
                .of(0, 1e-300, 0.1, 0.2, Math.nextUp(0.2), 0.5, 3, 10, 12, 1e16, 1e300).boxed()
                .flatMap(size -> Stream.of(size, -size)).flatMap(change -> DoubleStream
                        .of(0, 0.35, -0.35, change, 0.5 * (change + Math.signum(change) * loss.clipRange()), 5, -1e16,
                                1e-200)
                        .mapToObj(target -> point(loss, change, 0, target)))),
                Stream.of(point(new PpoValue(), 1.7e308, -1.7e308, 1.6e308),
                        point(new PpoValue(), 1.7e308, -1.7e308, -1.7e308),
                        point(new PpoValue(), -1e300, 1e300, 1e300 / 3),
                        point(new PpoValue(0.5), 0.5, -Double.MIN_VALUE, 1.3e300), // V and V_c differ by 5e-324
                        point(new PpoValue(0.5), 1, Double.MIN_VALUE, 0.75),
                        point(new PpoValue(10), -1e16, 2 * Double.MIN_VALUE, -5.000000000000005e15),
                        point(new PpoValue(10), 1e16, Double.MIN_VALUE, 0.5e16),
                        point(new PpoValue(), 1.2, 1, 3), point(new PpoValue(), 1, 1.2, 3)));
    }

    private static Point<PpoValue> point(PpoValue loss, double value, double old, double target) {
        return new Point<>(loss, new double[]{value}, new double[]{old}, new double[]{target});
    }

    /** ½·max((V − R)², (V_c − R)²). */
    private record LargerError(BigDecimal range) implements SmoothFormula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal change = sample.the("predictions").subtract(sample.the("old_values"));
            BigDecimal clipped = math.min(math.max(change, range.negate()), range);
            return List.of(math.max(error(sample).pow(2), clippedError(sample, clipped).pow(2))
                    .divide(BigDecimal.TWO));
        }

        private static BigDecimal error(Sample sample) {
            return sample.the("predictions").subtract(sample.the("targets"));
        }

        private static BigDecimal clippedError(Sample sample, BigDecimal clipped) {
            return sample.the("old_values").add(clipped).subtract(sample.the("targets"));
        }

        /** Where the change is the range, or both errors are equal: those of V. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal change = sample.the("predictions").subtract(sample.the("old_values"));
            BigDecimal clipped = change.max(range.negate()).min(range);
            boolean isJoint = change.abs().compareTo(range) >= 0
                    && error(sample).abs().compareTo(clippedError(sample, clipped).abs()) == 0;
            return isJoint ? Optional.of(order == 1 ? error(sample) : BigDecimal.ONE) : Optional.empty();
        }
    }

    private static EvaluationView answer(double value, double old, double target) {
        return TaskBuilder.of(new PpoValue(0.5)).reduction(Reduction.NONE).input("predictions", value)
                .input("old_values", old).input("targets", target).answer();
    }

    // By hand: the value moved from 0 to 2, of which 0.5 counts; the return is 3, 1.25, or 1, and 1.25 is half-way.
    @Test
    void answerWhenValueMovedFarShouldBeThatOfTheLargerError() {
        assertThat(answer(2, 0, 3).loss()).containsExactly(3.125);
        assertThat(answer(2, 0, 3).gradient("predictions")).containsExactly(0);
        assertThat(answer(2, 0, 3).hessian("predictions")).containsExactly(0);
        assertThat(answer(2, 0, 1.25).loss()).containsExactly(0.28125);
        assertThat(answer(2, 0, 1.25).gradient("predictions")).containsExactly(0.75);
        assertThat(answer(2, 0, 1).loss()).containsExactly(0.5);
        assertThat(answer(2, 0, 1).gradient("predictions")).containsExactly(1);
        assertThat(answer(2, 0, 1).hessian("predictions")).containsExactly(1);
    }

    // The limits of the formula; ∞ - ∞ is NaN.
    @Test
    void answerWhenValuesAreInfiniteShouldBeTheLimit() {
        assertThat(answer(INF, 0, 1).loss()).containsExactly(INF);
        assertThat(answer(INF, 0, 1).gradient("predictions")).containsExactly(INF);
        assertThat(answer(0, INF, 1).loss()).containsExactly(INF);
        assertThat(answer(0, INF, 1).gradient("predictions")).containsExactly(0);
        assertThat(answer(0, 3, INF).gradient("predictions")).containsExactly(-INF);
        assertThat(answer(3, 0, INF).loss()).containsExactly(INF);
        assertThat(answer(3, 0, INF).gradient("predictions")).containsExactly(0);
        assertThat(answer(INF, INF, 1).loss()).containsExactly(Double.NaN);
        assertThat(answer(INF, INF, 1).hessian("predictions")).containsExactly(Double.NaN);
    }
}
