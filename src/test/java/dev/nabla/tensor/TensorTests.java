package dev.nabla.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTests {

    private static Tensor tensor(DType dtype, double... numbers) {
        Tensor tensor = Tensor.zeros(Shape.of(numbers.length), dtype);
        tensor.write(0, numbers, numbers.length);
        return tensor;
    }

    @ParameterizedTest
    @EnumSource
    void firstNotFiniteShouldBeWhereAnInfinityOrNaNComesFirst(DType dtype) {
        assertThat(tensor(dtype).firstNotFinite()).isEqualTo(-1);
        assertThat(tensor(dtype, 1, -2, Float.MAX_VALUE).firstNotFinite()).isEqualTo(-1);
        assertThat(tensor(dtype, 1, Double.NEGATIVE_INFINITY, Double.NaN).firstNotFinite()).isEqualTo(1);
        assertThat(tensor(dtype, Double.NaN, Double.POSITIVE_INFINITY).firstNotFinite()).isEqualTo(0);
    }

    @ParameterizedTest
    @EnumSource
    void widenedShouldHoldTheSameNumbersInTheSameShape(DType dtype) {
        Tensor tensor = tensor(dtype, 0.1, -0.0, Double.NaN);
        assertThat(tensor.widened().shape()).isEqualTo(tensor.shape());
        assertThat(tensor.widened().values()).containsExactly(tensor.get(0), -0.0, Double.NaN);
    }
}
