package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.option.Domain;
import dev.nabla.option.Interval;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.OptionSpec;
import dev.nabla.request.Literal;
import dev.nabla.service.loss.SharedField;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
        assertThat(declared).as("defaults and ranges of @Option, beside options() of the test")
                .containsExactlyInAnyOrderEntriesOf(options());
    }

    @Test
    default void firstVariantShouldHoldTheDefaults() throws ReflectiveOperationException {
        assertThat(defaults()).as("the first of variants()").isEqualTo(Losses.defaults(defaults().getClass()));
    }

    @Test
    default void optionWhenOutsideItsRangeShouldBeRejectedByName() {
        for (OptionSpec option : OptionSpec.of(defaults().getClass())) {
            if (isNumeric(option) && !isInteger(option)) {
                for (double value : outside(option.range())) {
                    assertThatExceptionOfType(InvalidOptionException.class)
                            .as("%s = %s, which the compact constructor must reject by OptionSpec.check", option.name(),
                                    value)
                            .isThrownBy(() -> with(option, value))
                            .withMessageContaining(option.name()).withMessageContaining(Literal.number(value))
                            .extracting(InvalidOptionException::option).isEqualTo(option.name());
                }
            }
        }
    }

    @Test
    default void definitionShouldBeComplete() {
        Definition definition = definition();
        assertThat(definition.summary()).as("summary of @Definition").isNotBlank().endsWith(".");
        assertThat(definition.formula()).as("formula of @Definition").isNotBlank();
        assertThat(definition.gradient()).as("gradient of @Definition").isNotBlank();
        assertThat(definition.references()).as("references of @Definition").isNotEmpty().noneMatch(String::isBlank);
        assertThat(definition.examples()).as("examples of @Definition").isNotEmpty()
                .noneMatch(example -> example.name().isBlank() || example.body().isBlank());
        assertThat(!definition.hessian().isEmpty())
                .as("@Definition has a hessian if, and only if, inputs() declares one twiceDifferentiable()")
                .isEqualTo(defaults().inputs().stream().anyMatch(Input::hasHessian));
        assertThat(defaults().inputs()).as("names and meanings of inputs()")
                .noneMatch(input -> input.name().isBlank() || input.meaning().isBlank());
        assertThat(OptionSpec.of(defaults().getClass())).as("meanings of @Option")
                .noneMatch(option -> option.meaning().isBlank());
    }

    @Test
    default void examplesShouldBeValidRequests() throws ReflectiveOperationException {
        for (Definition.Example example : definition().examples()) {
            assertThat(mistakes(example.body())).as("example \"%s\" of @Definition: %s", example.name(), example.body())
                    .isEmpty();
        }
    }

    private List<String> mistakes(String body) throws ReflectiveOperationException {
        try {
            JsonNode request = JsonMapper.shared().readTree(body);
            List<String> unknown = new ArrayList<>(request.propertyNames());
            unknown.removeAll(fields());
            return unknown.isEmpty()
                    ? Evaluator.check(LossExample.request(defaults(), request).task().build()).stream()
                            .map(fault -> fault.field() + ": " + fault.detail()).toList()
                    : List.of("no input, option or shared field is named " + String.join(", ", unknown));
        } catch (JacksonException e) {
            return List
                    .of("line %d, column %d: %s".formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(),
                            e.getOriginalMessage().replaceFirst(" \\(for .*", "")));
        } catch (InvocationTargetException e) {
            return List.of(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
        }
    }

    /** Every field that a request may have. */
    private Set<String> fields() {
        return Stream.of(defaults().inputs().stream().map(Input::name),
                OptionSpec.of(defaults().getClass()).stream().map(OptionSpec::name),
                Stream.of(SharedField.values()).map(SharedField::label)).flatMap(names -> names)
                .collect(Collectors.toSet());
    }

    private Definition definition() {
        Class<?> loss = defaults().getClass();
        Definition definition = loss.getAnnotation(Definition.class);
        assertThat(definition).as("%s needs @Definition, which describes it", loss.getName()).isNotNull();
        return Objects.requireNonNull(definition);
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
