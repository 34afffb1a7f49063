package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.network.Layer;
import dev.nabla.option.IntegerPair;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.trial.Trials;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AvgPool2dTests extends PoolingContract<AvgPool2d> {

    private static final double INF = Double.POSITIVE_INFINITY;

    AvgPool2dTests() {
        super(AvgPool2d.class);
    }

    // by hand: the mean of equal numbers is that number
    @Test
    void forwardWhenTheSumOverflowsShouldBeTheMean() {
        assertThat(forward(LayerFixture.of(byDefault(), new Float64Tensor(Shape.of(1, 2, 2),
                new double[]{1.5e308, 1.5e308, 1.5e308, 1.5e308}))).output().values()).containsExactly(1.5e308);
    }

    @Override
    public List<BigDecimal> sizes(AvgPool2d layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        return formula(layer, input.abs(), parameters, math);
    }

    @Override
    AvgPool2d byDefault() {
        return new AvgPool2d();
    }

    @Override
    AvgPool2d layer(IntegerPair kernelSize, @Nullable IntegerPair stride, IntegerPair padding) {
        return new AvgPool2d(kernelSize, stride, padding, false, true);
    }

    @Override
    AvgPool2d ceil(IntegerPair kernelSize, @Nullable IntegerPair stride, IntegerPair padding) {
        return new AvgPool2d(kernelSize, stride, padding, true, true);
    }

    private static AvgPool2d withoutPadding(IntegerPair kernelSize, IntegerPair stride, boolean ceilMode) {
        return new AvgPool2d(kernelSize, stride,
                new IntegerPair(kernelSize.first() / 2, kernelSize.second() / 2), ceilMode, false);
    }

    @Override
    List<LayerFixture<AvgPool2d>> furtherFixtures() {
        return List.of(
                LayerFixture.of(withoutPadding(IntegerPair.of(3), IntegerPair.of(1), false),
                        LayerFixture.random(8, 1, 3, 4)),
                LayerFixture.of(withoutPadding(new IntegerPair(3, 2), IntegerPair.of(2), true),
                        LayerFixture.random(9, 1, 2, 4, 4)),
                LayerFixture.of(withoutPadding(new IntegerPair(4, 6), IntegerPair.of(1), false),
                        LayerFixture.random(10, 1, 4, 6)));
    }

    @Override
    Map<String, String> furtherOptions() {
        return Map.of("count_include_pad", "true in (-inf, inf)");
    }

    static Stream<AvgPool2d> overlappingWithOrWithoutPadding() {
        return Trials.of(Stream.concat(new AvgPool2dTests().overlapping(),
                Stream.of(withoutPadding(new IntegerPair(5, 6), IntegerPair.of(1), false),
                        withoutPadding(new IntegerPair(7, 8), new IntegerPair(2, 1), true))));
    }

    @Override
    BigDecimal pooled(AvgPool2d layer, List<BigDecimal> numbers, int elements, Arithmetic math) {
        return math.divide(numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                BigDecimal.valueOf(layer.countIncludePad() ? elements : numbers.size()));
    }

    // Each window added up exactly, and for each pixel the upstream gradients of the windows that hold it.
    @ParameterizedTest
    @MethodSource("overlappingWithOrWithoutPadding")
    void forwardAndBackwardWhenWindowsOverlapMuchShouldBeThoseOfEachWindow(AvgPool2d layer) {
        RandomGenerator random = new SplittableRandom(1);
        List<DoubleSupplier> kinds = List.of(() -> random.nextDouble(-2, 2),
                () -> random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-1070, 1024)),
                () -> random.nextInt(-1, 2) * 1e16 + random.nextDouble(),
                () -> random.nextInt(-1, 2) * Double.MAX_VALUE,
                () -> random.nextInt(20) == 0 ? INF : 1,
                () -> random.nextInt(40) == 0 ? (2 * random.nextInt(2) - 1) * INF : 1,
                () -> random.nextInt(40) == 0 ? Double.NaN : 1);
        for (DoubleSupplier kind : kinds) {
            Float64Tensor input = images(kind);
            Layer.Pass pass = forward(LayerFixture.of(layer, input));
            List<int[]> windows = windows(layer, input.shape());
            Float64Tensor upstream = new Float64Tensor(pass.output().shape(),
                    DoubleStream.generate(kind).limit(windows.size()).toArray());
            double[] gradient = pass.backward(upstream, Map.of()).widened().values();
            double[] divisors = divisors(layer, windows);
            for (int i = 0; i < windows.size(); i++) {
                assertIsSum(pass.output().values()[i], Arrays.stream(windows.get(i)).mapToDouble(
                        position -> input.values()[position]).toArray(), ofAll(divisors[i], windows.get(i).length));
            }
            for (int i = 0; i < gradient.length; i++) {
                int pixel = i;
                int[] holders = IntStream.range(0, windows.size())
                        .filter(window -> Arrays.stream(windows.get(window)).anyMatch(each -> each == pixel)).toArray();
                assertIsSum(gradient[i], Arrays.stream(holders).mapToDouble(window -> upstream.values()[window])
                        .toArray(), Arrays.stream(holders).mapToDouble(window -> divisors[window]).toArray());
            }
        }
    }

    private double[] divisors(AvgPool2d layer, List<int[]> windows) {
        int[] padded = paddedElements(layer, 9, 10);
        return IntStream.range(0, windows.size())
                .mapToDouble(i -> layer.countIncludePad() ? padded[i % padded.length] : windows.get(i).length)
                .toArray();
    }

    private static double[] ofAll(double divisor, int count) {
        double[] divisors = new double[count];
        Arrays.fill(divisors, divisor);
        return divisors;
    }

    /** Within half an ulp, and what summation in twice float64's precision may lose to cancellation. */
    private static void assertIsSum(double actual, double[] numbers, double[] divisors) {
        double sum = Arrays.stream(numbers).filter(each -> !Double.isFinite(each)).sum();
        if (sum != 0) {
            assertThat(Double.valueOf(actual)).isEqualTo(Double.valueOf(sum));
            return;
        }
        BigDecimal exact = sum(Arrays.stream(numbers), divisors);
        BigDecimal size = sum(Arrays.stream(numbers).map(Math::abs), divisors);
        BigDecimal error = new BigDecimal(actual).subtract(exact).abs();
        assertThat(error).isLessThanOrEqualTo(new BigDecimal(0.5001 * Math.ulp(exact.doubleValue()))
                .max(new BigDecimal(0.5).multiply(new BigDecimal(Double.MIN_VALUE)))
                .add(size.multiply(new BigDecimal(Math.scalb(1.0, -96)))));
    }

    private static BigDecimal sum(DoubleStream numbers, double[] divisors) {
        BigDecimal sum = BigDecimal.ZERO;
        double[] each = numbers.toArray();
        for (int i = 0; i < each.length; i++) {
            sum = sum.add(new BigDecimal(each[i]).divide(new BigDecimal(divisors[i]), new MathContext(1100)));
        }
        return sum;
    }
}
