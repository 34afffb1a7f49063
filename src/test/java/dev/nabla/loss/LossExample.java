package dev.nabla.loss;

import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entry of loss-examples.json: a request to a loss of the reference and the answer to it, computed with mpmath at 140
 * digits. The file has examples of every loss of the reference, those still to come among them.
 */
public record LossExample(String loss, JsonNode inputs, JsonNode options, JsonNode expected, String source) {

    private static final List<LossExample> ALL = read();

    private static List<LossExample> read() {
        try (InputStream file = LossExample.class.getResourceAsStream("/loss-examples.json")) {
            return List.of(JsonMapper.shared().readValue(Objects.requireNonNull(file), LossExample[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of all losses of the reference. */
    public static Set<String> losses() {
        return ALL.stream().map(LossExample::loss).collect(Collectors.toSet());
    }

    /** The examples of a loss; none where the reference does not know it. */
    static List<LossExample> of(Class<?> loss) {
        return ALL.stream().filter(example -> example.loss().equals(Losses.id(loss))).toList();
    }

    /** A request alone, whose members are inputs or options of the loss. */
    static LossExample request(Loss loss, JsonNode body) {
        Set<String> names = loss.inputs().stream().map(Input::name).collect(Collectors.toSet());
        ObjectNode inputs = JsonNodeFactory.instance.objectNode();
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        body.properties().forEach(
                member -> (names.contains(member.getKey()) ? inputs : options).set(member.getKey(), member.getValue()));
        return new LossExample(Losses.id(loss.getClass()), inputs, options, MissingNode.getInstance(), "");
    }

    TaskBuilder task() throws ReflectiveOperationException {
        TaskBuilder builder = TaskBuilder.of(instance());
        inputs.properties().forEach(input -> builder.input(input.getKey(), tensor(input.getValue())));
        options.properties().forEach(option -> set(builder, option));
        return builder;
    }

    private static void set(TaskBuilder builder, Map.Entry<String, JsonNode> option) {
        JsonNode value = option.getValue();
        switch (option.getKey()) {
            case "reduction" -> builder.reduction(Reduction.valueOf(value.asString().toUpperCase(Locale.ROOT)));
            case "sample_weight" -> builder.sampleWeight(tensor(value));
            case "mask" -> builder.mask(booleans(value));
            case "grad_output" -> builder.gradOutput(tensor(value));
            case "axis" -> builder.axis(value.intValue());
            case "dtype" -> builder.dtype(DType.valueOf(value.asString().toUpperCase(Locale.ROOT)));
            case "weight", "pos_weight" -> builder.input(option.getKey(), tensor(value));
            default -> {
            }
        }
    }

    private Loss instance() throws ReflectiveOperationException {
        Map<String, Class<?>> losses = Losses.all().collect(Collectors.toMap(Losses::id, found -> found));
        Class<?> type = Objects.requireNonNull(losses.get(loss), loss);
        Loss defaults = Losses.defaults(type);
        List<@Nullable Object> values = new ArrayList<>();
        for (OptionSpec option : OptionSpec.of(type)) {
            JsonNode sent = options.get(option.name());
            values.add(sent == null
                    ? option.component().getAccessor().invoke(defaults)
                    : value(option.component().getType(), sent));
        }
        Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                .toArray(Class[]::new);
        Constructor<?> constructor = type.getConstructor(types);
        return (Loss) constructor.newInstance(values.toArray());
    }

    private static @Nullable Object value(Class<?> type, JsonNode sent) {
        if (sent.isNull()) {
            return null;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> ((Enum<?>) each).name().equalsIgnoreCase(sent.asString())).findFirst()
                    .orElseThrow();
        }
        if (type == boolean.class) {
            return sent.booleanValue();
        }
        boolean isInteger = type == long.class || type == Long.class;
        return isInteger ? (Object) sent.longValue() : (Object) numbers(sent)[0];
    }

    static Tensor tensor(JsonNode node) {
        return TaskBuilder.tensor(shape(node), numbers(node));
    }

    static double[] numbers(JsonNode node) {
        return node.isArray()
                ? node.valueStream().flatMapToDouble(each -> Arrays.stream(numbers(each))).toArray()
                : new double[]{node.isString() ? Double.parseDouble(node.asString()) : node.doubleValue()};
    }

    private static BooleanTensor booleans(JsonNode node) {
        List<Boolean> flat = flags(node);
        boolean[] values = new boolean[flat.size()];
        IntStream.range(0, values.length).forEach(i -> values[i] = flat.get(i));
        return new BooleanTensor(shape(node), values);
    }

    private static List<Boolean> flags(JsonNode node) {
        return node.isArray()
                ? node.valueStream().flatMap(each -> flags(each).stream()).toList()
                : List.of(node.booleanValue());
    }

    private static Shape shape(JsonNode node) {
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode level = node; level.isArray(); level = level.get(0)) {
            sizes.add(level.size());
        }
        return Shape.of(sizes.stream().mapToInt(size -> size).toArray());
    }

    @Override
    public String toString() {
        return loss + " " + inputs + " " + options + ", " + source;
    }
}
