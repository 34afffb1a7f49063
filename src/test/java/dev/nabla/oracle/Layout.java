package dev.nabla.oracle;

import dev.nabla.evaluation.Task;
import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import dev.nabla.loss.Loss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.ShapeRule;
import dev.nabla.loss.ShapeRules;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Which elements of each input the values of a task's loss are made of, found by multi-dimensional indices. */
final class Layout {

    private final Task task;
    private final Shape first;
    private final int axis;
    private final Shape values;

    Layout(Task task) {
        this.task = task;
        this.first = Objects.requireNonNull(task.inputs().get(task.loss().inputs().getFirst().name())).shape();
        this.axis = task.loss() instanceof RowwiseLoss loss ? axis(loss) : -1;
        this.values = switch (task.loss()) {
            case RowwiseLoss _ -> first.without(axis);
            case ElementwiseLoss _ -> first;
            case ComposedLoss _ -> throw new IllegalArgumentException("a formula has an oracle of its own");
            case BatchLoss _ -> task.geometry().values();
        };
    }

    private int axis(RowwiseLoss loss) {
        int byDefault = loss.classAxisIsLast() || first.rank() == 1 ? first.rank() - 1 : 1;
        return Math.floorMod(task.axis().orElse(byDefault), first.rank());
    }

    /** The number of values of the unreduced loss. */
    int values() {
        return values.elements();
    }

    /** How many entries of the first axis some values lie in. */
    long samples(int[] some) {
        return Arrays.stream(some).map(value -> values.indexOf(value)[0]).distinct().count();
    }

    /** Whether a sample, an entry of the first axis, has values of its own to average. */
    boolean isOfSamples() {
        return values.rank() > 1;
    }

    /** How many values lie in the same entry of the first axis as one of them. */
    long sampleCount(int value, int[] some) {
        return Arrays.stream(some).filter(other -> values.indexOf(other)[0] == values.indexOf(value)[0]).count();
    }

    boolean isIncluded(int value) {
        return masksParts() || task.mask() == null || task.mask().values()[value];
    }

    BigDecimal weight(int value) {
        Tensor weight = task.sampleWeight();
        return weight == null ? BigDecimal.ONE : new BigDecimal(weight.get(value));
    }

    /** Whether the mask leaves out parts of values, which the formula of the loss then sees to. */
    private boolean masksParts() {
        return task.loss() instanceof BatchLoss loss && !loss.maskAxes().equals(loss.valueAxes());
    }

    /** What a value is made of; of a joint loss, with the value's place as {@code value}. */
    Sample sampleOf(int value) {
        return task.loss() instanceof JointLoss ? jointSample(value) : sample(value);
    }

    /** What some values are made of. */
    Sample sample(int... elements) {
        Map<String, BigDecimal[]> numbers = new HashMap<>();
        Set<String> singles = new HashSet<>();
        for (Input input : task.loss().inputs()) {
            numbers.put(input.name(), numbers(input, elements));
            if (isSingle(input)) {
                singles.add(input.name());
            }
        }
        return new Sample(numbers, singles);
    }

    private BigDecimal[] numbers(Input input, int[] elements) {
        Tensor tensor = task.inputs().get(input.name());
        if (tensor == null && input.fallback().isEmpty()) {
            return new BigDecimal[0];
        }
        if (tensor == null) {
            BigDecimal[] numbers = new BigDecimal[axis < 0 ? 1 : first.size(axis)];
            Arrays.fill(numbers, new BigDecimal(input.fallback().orElseThrow()));
            return numbers;
        }
        IntStream positions = isShared(input)
                ? everyPosition(input)
                : Arrays.stream(elements).flatMap(element -> ownPositions(input, element));
        return positions.mapToObj(position -> new BigDecimal(tensor.get(position))).toArray(BigDecimal[]::new);
    }

    /** Where in an input the elements that a value uses are, in the order of its sample. */
    IntStream positions(Input input, int value) {
        if (masksParts() || isShared(input)) {
            return everyPosition(input);
        }
        return task.loss() instanceof JointLoss
                ? IntStream.range(0, values()).filter(this::isIncluded).flatMap(each -> ownPositions(input, each))
                : ownPositions(input, value);
    }

    private IntStream everyPosition(Input input) {
        Tensor tensor = task.inputs().get(input.name());
        return IntStream.range(0, tensor == null ? 0 : tensor.shape().elements());
    }

    /** Where in an input the elements that belong to a value are. */
    IntStream ownPositions(Input input, int value) {
        if (isSingle(input)) {
            return IntStream.of(value);
        }
        Shape shape = Objects.requireNonNull(task.inputs().get(input.name())).shape();
        ShapeRule rule = input.shape();
        if (rule.equals(ShapeRules.PER_CLASS)) {
            return IntStream.range(0, shape.elements());
        }
        if (rule.equals(ShapeRules.NUMBER_OR_LAST_AXIS)) {
            return IntStream.of(shape.elements() == 1 ? 0 : values.indexOf(value)[values.rank() - 1]);
        }
        if (rule.isOneForAll(shape)) {
            return IntStream.of(0);
        }
        if (rule.equals(ShapeRules.numberOr(ShapeRules.SAME_OR_LAST_AXIS_ONE))) {
            return IntStream.of(shape.equals(first) ? value : value / first.size(-1));
        }
        return axis < 0
                ? slice(shape, Math.max(0, batchAxis(input)), value)
                : IntStream.range(0, first.size(axis)).map(c -> position(values.indexOf(value), c));
    }

    /** The elements of a value, whose indices the value's indices are from an axis on. */
    private IntStream slice(Shape shape, int from, int value) {
        int slices = IntStream.range(from, from + values.rank()).map(shape::size).reduce(1, (a, b) -> a * b);
        int length = shape.stride(from + values.rank() - 1);
        return IntStream.range(0, shape.elements()).filter(position -> position / length % slices == value);
    }

    /** Whether all values share an input, as it lacks their axes. */
    private boolean isShared(Input input) {
        return batchAxis(input) < 0;
    }

    /** Where the axes of the values begin among those of an input; negative if it lacks them. */
    private int batchAxis(Input input) {
        return task.loss() instanceof BatchLoss loss
                ? input.shape().axes().map(axes -> axes.names().indexOf(loss.valueAxes().names().getFirst())).orElse(0)
                : 0;
    }

    private int position(int[] row, int c) {
        int position = 0;
        for (int i = 0; i < first.rank(); i++) {
            int index = i == axis ? c : row[i < axis ? i : i - 1];
            position = position * first.size(i) + index;
        }
        return position;
    }

    private boolean isSingle(Input input) {
        Loss loss = task.loss();
        Tensor tensor = task.inputs().get(input.name());
        if (tensor == null || !(loss instanceof RowwiseLoss)) {
            return false;
        }
        return input.shape().equals(ShapeRules.PER_ROW)
                || (input.shape().equals(ShapeRules.PER_ROW_OR_SAME) && tensor.shape().equals(values));
    }

    boolean isAggregate() {
        return task.loss() instanceof AggregateLoss;
    }

    /** What a value of a joint loss is made of: all included elements, its own index among the values, and their number. */
    private Sample jointSample(int value) {
        if (masksParts()) {
            return wholeSample(value);
        }
        int[] counted = IntStream.range(0, values()).filter(this::isIncluded).toArray();
        Sample sample = sample(counted);
        sample.inputs().put("value", new BigDecimal[]{BigDecimal.valueOf(Arrays.binarySearch(counted, value))});
        sample.inputs().put("values", new BigDecimal[]{BigDecimal.valueOf(counted.length)});
        return sample;
    }

    /**
     * What a value of a loss that masks parts of values is made of: everything, its own place, the number of values, and the
     * mask as 1 and 0.
     */
    private Sample wholeSample(int value) {
        Map<String, BigDecimal[]> numbers = new HashMap<>();
        for (Input input : task.loss().inputs()) {
            Tensor tensor = task.inputs().get(input.name());
            numbers.put(input.name(), everyPosition(input)
                    .mapToObj(position -> new BigDecimal(Objects.requireNonNull(tensor).get(position)))
                    .toArray(BigDecimal[]::new));
        }
        numbers.put("value", new BigDecimal[]{BigDecimal.valueOf(value)});
        numbers.put("values", new BigDecimal[]{BigDecimal.valueOf(values())});
        numbers.put("mask", IntStream.range(0, task.geometry().mask().elements())
                .mapToObj(place -> task.isIncluded(place) ? BigDecimal.ONE : BigDecimal.ZERO)
                .toArray(BigDecimal[]::new));
        return new Sample(numbers, Set.of());
    }
}
