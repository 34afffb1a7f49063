package dev.nabla.expression.graph;

import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Axes of a tensor, in ascending order. */
public record Axes(List<Integer> each) {

    public static Axes of(int... axes) {
        return new Axes(Arrays.stream(axes).sorted().distinct().boxed().toList());
    }

    /** All axes of a shape. */
    public static Axes all(Shape shape) {
        return of(IntStream.range(0, shape.rank()).toArray());
    }

    public boolean isEmpty() {
        return each.isEmpty();
    }

    /** The number of elements along these axes. */
    public int count(Shape shape) {
        return each.stream().mapToInt(shape::size).reduce(1, Math::multiplyExact);
    }

    /** A shape without these axes, or with a size of 1 there. */
    public Shape reduced(Shape shape, boolean keepsAxes) {
        return Shape.of(IntStream.range(0, shape.rank()).filter(axis -> keepsAxes || !each.contains(axis))
                .map(axis -> each.contains(axis) ? 1 : shape.size(axis)).toArray());
    }

    /** How they are written in a subscript. */
    public String tex() {
        return "\\text{" + (each.size() == 1 ? "axis" : "axes") + " "
                + String.join(", ", each.stream().map(String::valueOf).toList()) + "}";
    }

    @Override
    public String toString() {
        return each.toString();
    }
}
