package dev.nabla.loss;

import dev.nabla.evaluation.Task;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What one value of a loss is made of.
 *
 * @param loss the loss with its options
 * @param inputs the numbers of each input, in the order of {@link Loss#inputs()}; the last ones may be left out where
 *            they have a default. Of a batch loss, the numbers of a whole batch
 * @param axes the sizes of axes of a batch that the numbers of the inputs do not tell
 */
public record Point<L extends Loss>(L loss, Map<String, Integer> axes, double[]... inputs) {

    /** A point whose inputs tell their shapes by their numbers. */
    public Point(L loss, double[]... inputs) {
        this(loss, Map.of(), inputs);
    }

    /** The point with other numbers, of the same shapes. */
    Point<L> with(double[]... numbers) {
        return new Point<>(loss, axes, numbers);
    }

    /** The task of this point alone, every value answered. */
    public Task task() {
        return together(List.of(this)).reduction(loss.reductions().contains(Reduction.NONE)
                ? Reduction.NONE
                : Reduction.MEAN).build();
    }

    /** Tasks of loss, gradient and Hessian of this point: at a kink it may lack one of them. */
    List<Task> tasks() {
        Task task = task();
        return List.of(TaskBuilder.like(task).wrt(Set.of()).build(), TaskBuilder.like(task).hessian(false).build(),
                task);
    }

    /** A task of several points along a first axis. They share the parameters of the first. */
    public static TaskBuilder together(List<? extends Point<?>> points) {
        Point<?> first = points.getFirst();
        TaskBuilder builder = TaskBuilder.of(first.loss);
        for (int k = 0; k < first.inputs.length; k++) {
            Input input = first.loss.inputs().get(k);
            builder.input(input.name(), input.elements().isParameter()
                    ? parameter(input, first.inputs[k])
                    : stacked(points, k));
        }
        return builder;
    }

    /** The axes of an input along which a batch can be larger. */
    public List<String> axisNames(int input) {
        return BatchShapes.names(this, input);
    }

    /** The size of an axis of a batch. */
    public int size(String axis) {
        return BatchShapes.size(this, axis);
    }

    /** Batches of one shape as one of at least a size, joined along an axis; inputs without it are those of the first. */
    public static <L extends Loss> Point<L> joined(String axis, int atLeast, Supplier<Point<L>> batches) {
        return BatchShapes.joined(axis, atLeast, batches);
    }

    private static Tensor parameter(Input input, double[] numbers) {
        return input.shape().isSharedByRows() || numbers.length > 1
                ? TaskBuilder.vector(numbers)
                : TaskBuilder.scalar(numbers[0]);
    }

    private static Tensor stacked(List<? extends Point<?>> points, int input) {
        Point<?> first = points.getFirst();
        double[] numbers = points.stream().flatMapToDouble(point -> Arrays.stream(point.inputs()[input])).toArray();
        if (first.loss instanceof BatchLoss) {
            return TaskBuilder.tensor(BatchShapes.of(first).get(input), numbers);
        }
        boolean isRow = first.loss instanceof RowwiseLoss && !isOnePerRow(first, input);
        return isRow
                ? TaskBuilder.tensor(Shape.of(points.size(), first.inputs[input].length), numbers)
                : TaskBuilder.vector(numbers);
    }

    static boolean isOnePerRow(Point<?> point, int input) {
        ShapeRule shape = point.loss.inputs().get(input).shape();
        return shape.equals(ShapeRules.PER_ROW)
                || (shape.equals(ShapeRules.PER_ROW_OR_SAME) && point.inputs()[input].length == 1);
    }

    @Override
    public String toString() {
        return Arrays.stream(inputs).map(Arrays::toString).collect(Collectors.joining(", ", loss + " at ", ""));
    }
}
