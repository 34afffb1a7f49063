package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** Every loss is a record and has a test that keeps the contract. */
class EveryLossTests {

    static Stream<Class<?>> losses() {
        return Losses.all();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossShouldBeRecord(Class<?> loss) {
        assertThat(loss.isRecord())
                .as("%s must be a record, whose components are its options: the catalog finds nothing else",
                        loss.getName())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossShouldHaveTestThatExtendsTheContract(Class<?> loss) {
        String tests = loss.getName() + "Tests";
        assertThat(ClassUtils.isPresent(tests, null))
                .as("%s needs a test, src/test/java/%s.java, that extends LossContract<%s>", loss.getName(),
                        tests.replace('.', '/'), loss.getSimpleName())
                .isTrue();
        assertThat(ResolvableType.forClass(ClassUtils.resolveClassName(tests, null)).as(LossContract.class).getGeneric()
                .resolve()).as("%s must extend LossContract<%s>", tests, loss.getSimpleName()).isEqualTo(loss);
    }
}
