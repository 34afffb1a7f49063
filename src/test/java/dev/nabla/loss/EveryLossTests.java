package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ResolvableType;

/** No loss without its contract. */
class EveryLossTests {

    static Stream<Class<?>> losses() {
        return Losses.all();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossShouldHaveTestThatExtendsTheContract(Class<?> loss) throws ClassNotFoundException {
        Class<?> tests = Class.forName(loss.getName() + "Tests");
        assertThat(ResolvableType.forClass(tests).as(LossContract.class).getGeneric().resolve()).isEqualTo(loss);
    }
}
