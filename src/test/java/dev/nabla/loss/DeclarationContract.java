package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.option.Domain;
import dev.nabla.option.Interval;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.OptionSpec;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Options and texts are what the reference says. */
interface DeclarationContract<L extends Loss> extends LossFixture<L> {

    @Test
    default void optionsShouldHaveTheDefaultsAndRangesOfTheReference() throws ReflectiveOperationException {
        Map<String, String> declared = new LinkedHashMap<>();
        for (OptionSpec option : OptionSpec.of(defaults().getClass())) {
            Object byDefault = option.component().getAccessor().invoke(defaults());
            String range = isNumeric(option) ? " in " + option.range() : "";
            declared.put(option.name(), byDefault + range);
        }
        assertThat(declared).containsExactlyInAnyOrderEntriesOf(options());
    }

    @Test
    default void firstVariantShouldHoldTheDefaults() throws ReflectiveOperationException {
        assertThat(defaults()).isEqualTo(defaults().getClass().getConstructor().newInstance());
    }

    @Test
    default void optionWhenOutsideItsRangeShouldBeRejectedByName() {
        for (OptionSpec option : OptionSpec.of(defaults().getClass())) {
            if (isNumeric(option) && !isInteger(option)) {
                for (double value : outside(option.range())) {
                    assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(() -> with(option, value))
                            .withMessageContaining(option.name()).withMessageContaining(String.valueOf(value))
                            .extracting(InvalidOptionException::option).isEqualTo(option.name());
                }
            }
        }
    }

    @Test
    default void definitionShouldBeComplete() {
        Definition definition = Objects.requireNonNull(defaults().getClass().getAnnotation(Definition.class));
        assertThat(definition.summary()).isNotBlank().endsWith(".");
        assertThat(List.of(definition.formula(), definition.gradient())).noneMatch(String::isBlank);
        assertThat(definition.references()).isNotEmpty().noneMatch(String::isBlank);
        assertThat(definition.examples()).isNotEmpty()
                .noneMatch(example -> example.name().isBlank() || example.body().isBlank());
        assertThat(!definition.hessian().isEmpty())
                .isEqualTo(defaults().inputs().stream().anyMatch(Input::hasHessian));
        assertThat(defaults().inputs()).noneMatch(input -> input.name().isBlank() || input.meaning().isBlank());
        assertThat(OptionSpec.of(defaults().getClass())).noneMatch(option -> option.meaning().isBlank());
    }

    private static boolean isNumeric(OptionSpec option) {
        Class<?> type = option.component().getType();
        return type == double.class || type == Double.class || isInteger(option);
    }

    private static boolean isInteger(OptionSpec option) {
        Class<?> type = option.component().getType();
        return type == long.class || type == Long.class;
    }

    private static List<Double> outside(Domain range) {
        Interval hull = range.hull();
        List<Double> candidates = new ArrayList<>(List.of(Double.NaN, Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY, hull.lower(), hull.upper(), Math.nextDown(hull.lower()),
                Math.nextUp(hull.upper())));
        candidates.removeIf(range::contains);
        return candidates;
    }

    private Object with(OptionSpec option, double value) throws Throwable {
        RecordComponent[] components = defaults().getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].getName().equals(option.component().getName())
                    ? Double.valueOf(value)
                    : components[i].getAccessor().invoke(defaults());
        }
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        Constructor<?> constructor = defaults().getClass().getConstructor(types);
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
