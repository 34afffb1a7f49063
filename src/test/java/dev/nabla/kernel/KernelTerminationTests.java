package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function of the kernel returns, whatever its arguments, also outside of its domain. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KernelTerminationTests {

    private static final double[] EXTREMES = DoubleStream
            .of(0, Double.MIN_VALUE, Double.MIN_NORMAL / 3, Double.MIN_NORMAL, 1e-300, 1e-9, 0.5, 1, 1.5, 2, 2.5, 10,
                    700.5, 1e9, Integer.MAX_VALUE, 0x1p32, 0x1p53, Long.MAX_VALUE, 1e300, Double.MAX_VALUE,
                    Double.POSITIVE_INFINITY, Double.NaN)
            .flatMap(size -> DoubleStream.of(size, -size)).toArray();

    private static final double[] MOST_EXTREME = {0, Double.MIN_VALUE, 1.5, -2, 1e300, -1e300,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};

    private static final Map<Class<?>, List<?>> OTHERS = Map.of(boolean.class, List.of(true, false), int.class,
            List.of(0, 1, 40));

    private static final Set<Class<?>> NUMBERS = Set.of(double.class, DoubleDouble.class, ScaledDoubleDouble.class);

    private static Stream<Method> methods() {
        return new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.nabla.kernel")
                .stream().map(JavaClass::reflect).flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(KernelTerminationTests::isFunction);
    }

    /** All functions of numbers, by name and parameters. */
    static Stream<Arguments> functions() {
        return methods().map(method -> Arguments.argumentSet(method.getDeclaringClass().getSimpleName() + "."
                + method.getName() + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList(),
                method));
    }

    private static boolean isFunction(Method method) {
        return !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic()
                && (Modifier.isStatic(method.getModifiers()) || NUMBERS.contains(method.getDeclaringClass()))
                && Arrays.stream(method.getParameterTypes())
                        .allMatch(type -> NUMBERS.contains(type) || OTHERS.containsKey(type));
    }

    @Test
    void functionsShouldBeFound() {
        assertThat(methods().map(Method::getName)).hasSizeGreaterThan(100)
                .contains("exp", "erf", "lgamma", "digamma", "trigammaDrop", "expBelowOne", "dividedBy");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionShouldReturnForEveryArgument(Method function) {
        function.setAccessible(true);
        boolean isMember = !Modifier.isStatic(function.getModifiers());
        List<Class<?>> types = Stream.concat(isMember ? Stream.of(function.getDeclaringClass()) : Stream.empty(),
                Arrays.stream(function.getParameterTypes())).toList();
        double[] numbers = types.size() > 2 ? MOST_EXTREME : EXTREMES;
        assertThatCode(() -> {
            for (List<?> all : combinations(types, numbers)) {
                function.invoke(isMember ? all.getFirst() : null, all.subList(isMember ? 1 : 0, all.size()).toArray());
            }
        }).doesNotThrowAnyException();
    }

    private static List<List<?>> combinations(List<Class<?>> types, double[] numbers) {
        Stream<List<?>> combinations = Stream.of(List.of());
        for (Class<?> type : types) {
            List<?> choices = OTHERS.getOrDefault(type,
                    Arrays.stream(numbers).mapToObj(number -> argument(type, number)).toList());
            combinations = combinations.flatMap(
                    some -> choices.stream().map(next -> Stream.concat(some.stream(), Stream.of(next)).toList()));
        }
        return combinations.toList();
    }

    private static Object argument(Class<?> type, double number) {
        if (type == double.class) {
            return number;
        }
        return type == DoubleDouble.class ? DoubleDouble.of(number) : ScaledDoubleDouble.of(number).times(number);
    }

    @Test
    void softmaxShouldReturnForEveryRow() {
        for (double first : EXTREMES) {
            for (double second : EXTREMES) {
                double[] logits = {first, second, Double.NaN, first};
                for (double temperature : new double[]{1, Double.MIN_VALUE, 1e308}) {
                    StableSoftmax softmax = new StableSoftmax(logits, 4, temperature, new double[4]);
                    softmax.probabilities(1, new double[4]);
                    assertThatCode(() -> softmax.precise(1)).doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void loopsOverArraysShouldReturnForEveryElement() {
        double[] numbers = Arrays.copyOf(EXTREMES, 1024);
        numbers[500] = Double.NaN;
        for (ArrayKernel kernel : new ArrayKernel[]{new ScalarKernel("it is tested"), new VectorKernel()}) {
            for (double extreme : EXTREMES) {
                double[] results = new double[numbers.length];
                kernel.exponentials(numbers, 0, numbers.length, extreme, results);
                kernel.scale(numbers, 0, numbers.length, extreme, extreme, results);
                kernel.addRounds(results, 0, numbers.length, new double[LaneSums.COUNT], new double[LaneSums.COUNT]);
                assertThat(kernel.indexOfLargest(numbers, 0, numbers.length)).isBetween(0, numbers.length - 1);
                assertThat(kernel.containsNaN(numbers, 0, numbers.length)).isTrue();
            }
        }
    }
}
