package dev.nabla.loss;

import dev.nabla.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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
        BatchShapes shapes = new BatchShapes(batch);
        for (int round = 0; round < shapes.numbers.length; round++) {
            IntStream.range(0, shapes.numbers.length).forEach(shapes::solve);
        }
        return IntStream.range(0, shapes.numbers.length).mapToObj(shapes::shape).toList();
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
        return name.chars().allMatch(Character::isDigit) ? Integer.parseInt(name) : sizes.getOrDefault(name, -1);
    }

    private Shape shape(int input) {
        return Shape.of(names(input).stream().mapToInt(this::size).toArray());
    }
}
