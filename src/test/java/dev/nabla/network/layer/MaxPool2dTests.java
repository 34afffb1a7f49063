package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.network.Layer;
import dev.nabla.option.IntegerPair;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaxPool2dTests extends PoolingContract<MaxPool2d> {

    private static final double INF = Double.POSITIVE_INFINITY;

    MaxPool2dTests() {
        super(MaxPool2d.class);
    }

    @Override
    public boolean isSmooth(LayerPoint<MaxPool2d> point) {
        double[] x = point.fixture().input().values();
        return Arrays.stream(x).distinct().count() == x.length
                && Arrays.stream(x).filter(each -> each == 0).count() < 2;
    }

    @Override
    MaxPool2d byDefault() {
        return new MaxPool2d();
    }

    @Override
    MaxPool2d layer(IntegerPair kernelSize, @Nullable IntegerPair stride, IntegerPair padding) {
        return new MaxPool2d(kernelSize, stride, padding, false);
    }

    @Override
    MaxPool2d ceil(IntegerPair kernelSize, @Nullable IntegerPair stride, IntegerPair padding) {
        return new MaxPool2d(kernelSize, stride, padding, true);
    }

    @Override
    BigDecimal pooled(MaxPool2d layer, List<BigDecimal> numbers, int elements, Arithmetic math) {
        return numbers.stream().reduce(BigDecimal::max).orElseThrow();
    }

    // PyTorch: the first of several, NaN before all
    @Test
    void backwardWhenNumbersAreEqualShouldGoToTheFirst() {
        Float64Tensor input = new Float64Tensor(Shape.of(1, 2, 2), new double[]{1, 3, 3, 3});
        assertThat(forward(LayerFixture.of(new MaxPool2d(), input))
                .backward(new Float64Tensor(Shape.of(1, 1, 1), new double[]{5}), Map.of()).widened().values())
                .containsExactly(0, 5, 0, 0);
        input.values()[2] = Double.NaN;
        assertThat(forward(LayerFixture.of(new MaxPool2d(), input)).output().values()).containsExactly(Double.NaN);
    }

    // PyTorch refuses them too: no element of the window is in the image
    @Test
    void forwardWhenImagesAreEmptyShouldRefuse() {
        MaxPool2d layer = layer(IntegerPair.of(2), IntegerPair.of(1), IntegerPair.of(1));
        assertThat(misfit(LayerFixture.of(layer, new Float64Tensor(Shape.of(1, 2, 0), new double[0]))))
                .startsWith("input[]: ").contains("must not be empty", "[1, 2, 0]");
    }

    // Each window searched from its first element: the first of several equal maxima, NaN before all.
    @ParameterizedTest
    @MethodSource("overlapping")
    void forwardAndBackwardWhenWindowsOverlapMuchShouldBeThoseOfEachWindow(MaxPool2d layer) {
        RandomGenerator random = new SplittableRandom(1);
        double[] pixels = {-INF, INF, Double.NaN, 0, -0.0, 1, -1, Double.MIN_VALUE};
        for (int kinds : new int[]{pixels.length, 2, 8, 3}) {
            for (int round = 0; round < 20; round++) {
                Float64Tensor input = images(() -> random.nextInt(30) == 0
                        ? pixels[random.nextInt(kinds)]
                        : random.nextInt(-kinds, kinds));
                Layer.Pass pass = forward(LayerFixture.of(layer, input));
                double[] output = pass.output().values();
                Float64Tensor upstream = LayerFixture.upstream(pass.output().shape());
                double[] gradient = new double[input.values().length];
                List<int[]> windows = windows(layer, input.shape());
                for (int i = 0; i < output.length; i++) {
                    int largest = firstLargest(input.values(), windows.get(i));
                    assertThat(Double.valueOf(output[i])).isEqualTo(Double.valueOf(input.values()[largest]));
                    gradient[largest] += upstream.values()[i]; // multiples of 1/16
                }
                assertThat(pass.backward(upstream, Map.of()).widened().values()).containsExactly(gradient);
            }
        }
    }

    private static int firstLargest(double[] x, int[] window) {
        int largest = window[0];
        for (int position : window) {
            if (x[position] > x[largest] || (Double.isNaN(x[position]) && !Double.isNaN(x[largest]))) {
                largest = position;
            }
        }
        return largest;
    }
}
