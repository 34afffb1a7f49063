package dev.nabla.loss;

import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the shapes of the inputs of a batch from their named axes and from how many numbers each has. */
final class BatchShapes {

    private final List<Input> inputs;
    private final double[][] numbers;
    private final Map<String, Integer> sizes = new HashMap<>();

    private BatchShapes(Point<?> batch) {
        this.inputs = batch.loss().inputs();
        this.numbers = batch.inputs();
        this.sizes.putAll(batch.axes());
    }

    /** The shapes of the inputs of a batch; without named axes an input is a vector. */
    static List<Shape> of(Point<?> batch) {
        BatchShapes shapes = solved(batch);
        return IntStream.range(0, shapes.numbers.length).mapToObj(shapes::shape).toList();
    }

    private static BatchShapes solved(Point<?> batch) {
        BatchShapes shapes = new BatchShapes(batch);
        for (int round = 0; round < shapes.numbers.length; round++) {
            IntStream.range(0, shapes.numbers.length).forEach(shapes::solve);
        }
        return shapes;
    }

    /** The names of those axes of an input whose size may change. */
    static List<String> names(Point<?> batch, int input) {
        return new BatchShapes(batch).names(input).stream().filter(name -> !isSize(name)).toList();
    }

    static int size(Point<?> batch, String axis) {
        return solved(batch).size(axis);
    }

    /**
     * Batches of one shape as one of at least a size, joined along an axis. An input without this axis is that of the first; lengths
     * that were as long as the axis stay so.
     */
    static <L extends Loss> Point<L> joined(String axis, int atLeast, Supplier<Point<L>> batches) {
        Point<L> first = batches.get();
        BatchShapes shapes = solved(first);
        int size = shapes.size(axis);
        List<Point<L>> all = Stream.concat(Stream.of(first), Stream.generate(batches))
                .limit(Math.ceilDiv(atLeast, size)).toList();
        Map<String, Integer> sizes = new HashMap<>(shapes.sizes);
        sizes.put(axis, all.size() * size);
        double[][] numbers = IntStream.range(0, shapes.numbers.length)
                .mapToObj(input -> shapes.names(input).contains(axis)
                        ? interleaved(shapes.run(input, axis),
                                all.stream().map(batch -> batch.inputs()[input]).toList())
                        : shapes.withLengths(input, axis, all.size() * size))
                .toArray(double[][]::new);
        return new Point<>(first.loss(), sizes, numbers);
    }

    private double[] withLengths(int input, String axis, int longer) {
        return inputs.get(input).elements().equals(new ElementRules.Lengths(axis))
                ? Arrays.stream(numbers[input]).map(length -> length < size(axis) ? length : longer).toArray()
                : numbers[input];
    }

    /** How many numbers of an input follow one another for one index of the axes before a named one. */
    private int run(int input, String axis) {
        List<String> names = names(input);
        return names.stream().skip(names.indexOf(axis)).mapToInt(this::size).reduce(1, (a, b) -> a * b);
    }

    /** The first runs of some arrays of one length, then the second of each, and so on. */
    private static double[] interleaved(int run, List<double[]> arrays) {
        return IntStream.iterate(0, from -> from < arrays.getFirst().length, from -> from + run).boxed()
                .flatMap(from -> arrays.stream().map(array -> Arrays.copyOfRange(array, from, from + run)))
                .flatMapToDouble(Arrays::stream).toArray();
    }

    /** The names of the axes of an input: its own, or those of the first input, whose shape it has. */
    private List<String> names(int input) {
        Optional<AxisNames> own = inputs.get(input).shape().axes();
        return own.or(() -> inputs.getFirst().shape().axes()).map(AxisNames::names).orElse(List.of("..."));
    }

    private void solve(int input) {
        List<String> unknown = names(input).stream().filter(name -> size(name) < 0).toList();
        if (unknown.size() == 1) {
            int known = names(input).stream().mapToInt(this::size).filter(size -> size >= 0).reduce(1, (a, b) -> a * b);
            sizes.put(unknown.getFirst(), numbers[input].length / known);
        }
    }

    private int size(String name) {
        return isSize(name) ? Integer.parseInt(name) : sizes.getOrDefault(name, -1);
    }

    private static boolean isSize(String name) {
        return name.chars().allMatch(Character::isDigit);
    }

    private Shape shape(int input) {
        return Shape.of(names(input).stream().mapToInt(this::size).toArray());
    }
}
