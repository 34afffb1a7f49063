package dev.nabla.network.layer;

import dev.nabla.option.IntegerPair;
import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

class AvgPool2dTests extends PoolingContract<AvgPool2d> {

    AvgPool2dTests() {
        super(AvgPool2d.class);
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
