package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.network.Layer;
import dev.nabla.option.IntegerPair;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
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
        return new AvgPool2d(kernelSize, stride, padding);
    }

    @Override
    BigDecimal pooled(List<BigDecimal> numbers, IntegerPair kernelSize, Arithmetic math) {
        return math.divide(numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                BigDecimal.valueOf(kernelSize.first() * kernelSize.second()));
    }

    // Each window added up exactly, and for each pixel the upstream gradients of the windows that hold it.
    @ParameterizedTest
    @MethodSource("overlapping")
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
            for (int i = 0; i < windows.size(); i++) {
                assertIsMean(pass.output().values()[i], Arrays.stream(windows.get(i)).mapToDouble(
                        position -> input.values()[position]).toArray(), layer.kernelSize());
            }
            for (int i = 0; i < gradient.length; i++) {
                int pixel = i;
                assertIsMean(gradient[i], IntStream.range(0, windows.size())
                        .filter(window -> Arrays.stream(windows.get(window)).anyMatch(each -> each == pixel))
                        .mapToDouble(window -> upstream.values()[window]).toArray(), layer.kernelSize());
            }
        }
    }

    /** Within half an ulp, and what summation in twice float64's precision may lose to cancellation. */
    private static void assertIsMean(double actual, double[] numbers, IntegerPair kernelSize) {
        double sum = Arrays.stream(numbers).filter(each -> !Double.isFinite(each)).sum();
        if (sum != 0) {
            assertThat(Double.valueOf(actual)).isEqualTo(Double.valueOf(sum));
            return;
        }
        BigDecimal area = BigDecimal.valueOf(kernelSize.first() * kernelSize.second());
        BigDecimal mean = mean(Arrays.stream(numbers), area);
        BigDecimal size = mean(Arrays.stream(numbers).map(Math::abs), area);
        BigDecimal error = new BigDecimal(actual).subtract(mean).abs();
        assertThat(error).isLessThanOrEqualTo(new BigDecimal(0.5001 * Math.ulp(mean.doubleValue()))
                .max(new BigDecimal(0.5).multiply(new BigDecimal(Double.MIN_VALUE)))
                .add(size.multiply(new BigDecimal(Math.scalb(1.0, -96)))));
    }

    private static BigDecimal mean(DoubleStream numbers, BigDecimal area) {
        return numbers.mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(area, new MathContext(1100));
    }
}
