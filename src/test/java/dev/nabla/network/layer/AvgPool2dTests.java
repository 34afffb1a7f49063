package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.option.IntegerPair;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvgPool2dTests extends PoolingContract<AvgPool2d> {

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
}
