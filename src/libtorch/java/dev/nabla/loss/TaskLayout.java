package dev.nabla.loss;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Lays the values of a task out along any number of axes, with the class axis where the loss expects it. */
final class TaskLayout {

    private final Shape values;
    private final int axis;

    /** @param values the shape of the unreduced loss */
    TaskLayout(Loss loss, Shape values) {
        this.values = values;
        this.axis = loss instanceof RowwiseLoss rowwise && rowwise.classAxisIsLast()
                ? values.rank()
                : Math.min(1, values.rank());
    }

    /** A task of so many points as there are values. They share the parameters of the first. */
    TaskBuilder of(List<? extends Point<?>> points) {
        Loss loss = points.getFirst().loss();
        TaskBuilder builder = Point.together(points);
        for (int k = 0; k < points.getFirst().inputs().length; k++) {
            Input input = loss.inputs().get(k);
            if (!input.elements().isParameter()) {
                builder.input(input.name(), arranged(points, k));
            }
        }
        return builder;
    }

    private Float64Tensor arranged(List<? extends Point<?>> points, int input) {
        Point<?> first = points.getFirst();
        boolean isRow = first.loss() instanceof RowwiseLoss && !Point.isOnePerRow(first, input);
        int length = first.inputs()[input].length;
        int inner = IntStream.range(axis, values.rank()).map(values::size).reduce(1, (a, b) -> a * b);
        double[] numbers = new double[values.elements() * length];
        for (int value = 0; value < values.elements(); value++) {
            for (int c = 0; c < length; c++) {
                numbers[(value / inner * length + c) * inner + value % inner] = points.get(value).inputs()[input][c];
            }
        }
        return new Float64Tensor(isRow ? inserted(length) : values, numbers);
    }

    private Shape inserted(int length) {
        int[] sizes = new int[values.rank() + 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i == axis ? length : values.size(i < axis ? i : i - 1);
        }
        return Shape.of(sizes);
    }
}
