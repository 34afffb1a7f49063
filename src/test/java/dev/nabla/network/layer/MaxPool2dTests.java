package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.option.IntegerPair;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MaxPool2dTests extends PoolingContract<MaxPool2d> {

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
        return new MaxPool2d(kernelSize, stride, padding);
    }

    @Override
    BigDecimal pooled(List<BigDecimal> numbers, IntegerPair kernelSize, Arithmetic math) {
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
}
