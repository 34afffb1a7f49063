package dev.nabla.loss;

import dev.nabla.evaluation.Task;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Weights, masks, upstream gradients and subsets of any task whose values lie along its first axis. */
final class TaskTransforms {

    private TaskTransforms() {}

    /** The number of slices of a task along the first axis of its values. */
    static int count(Task task) {
        return task.geometry().mask().size(0);
    }

    /** The axis of an input, or its gradient, along which values have slices of their own; empty if they share the input. */
    static OptionalInt axis(Task task, String name) {
        if (isParameter(task, name)) {
            return OptionalInt.empty();
        }
        int axis = task.loss() instanceof BatchLoss loss ? axis(loss, name) : 0;
        return axis < 0 ? OptionalInt.empty() : OptionalInt.of(axis);
    }

    private static int axis(BatchLoss loss, String name) {
        List<Input> inputs = loss.inputs();
        Input input = inputs.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        return input.shape().axes().or(() -> inputs.getFirst().shape().axes())
                .map(axes -> axes.names().indexOf(loss.valueAxes().names().getFirst())).orElse(0);
    }

    /** The task with random weights, if it takes any, negative ones where they are allowed, mask and upstream gradient. */
    static Task draw(TaskBuilder builder, RandomGenerator random) {
        Task task = builder.build();
        Shape values = task.geometry().values();
        double lowest = Math.max(-0.5, task.loss().sampleWeights().hull().lower());
        double[] weights = random.doubles(values.elements(), lowest, 2).toArray();
        double[] upstream = random.doubles(values.elements(), -3, 3).toArray();
        if (task.loss().takesSampleWeights()) {
            builder.sampleWeight(TaskBuilder.tensor(values, weights));
        }
        return builder.mask(mask(task, i -> i != 1))
                .gradOutput(task.reduction() == Reduction.NONE
                        ? TaskBuilder.tensor(values, upstream)
                        : TaskBuilder.scalar(upstream[0]))
                .build();
    }

    /** A mask for a task. */
    static BooleanTensor mask(Task task, IntPredicate isIncluded) {
        Shape shape = task.geometry().mask();
        return new BooleanTensor(shape, mask(shape.elements(), isIncluded));
    }

    static boolean[] mask(int count, IntPredicate isIncluded) {
        boolean[] mask = new boolean[count];
        for (int i = 0; i < count; i++) {
            mask[i] = isIncluded.test(i);
        }
        return mask;
    }

    /** A task of some of a task's values, in another order perhaps. */
    static TaskBuilder select(Task task, int... values) {
        TaskBuilder builder = TaskBuilder.like(task);
        for (Map.Entry<String, Tensor> input : task.inputs().entrySet()) {
            builder.input(input.getKey(), select(input.getValue(), axis(task, input.getKey()), values));
        }
        BooleanTensor mask = task.mask();
        if (mask != null) {
            builder.mask(mask(values.length, i -> mask.values()[values[i]]));
        }
        return builder.sampleWeight(selectIfAny(task.sampleWeight(), values))
                .gradOutput(selectIfAny(task.gradOutput(), values));
    }

    /** The task with its first axis divided into samples; the class axis stays the last. */
    static TaskBuilder inSamples(Task task, int samples) {
        TaskBuilder builder = TaskBuilder.like(task);
        task.inputs().forEach((name, tensor) -> {
            if (!isParameter(task, name)) {
                builder.input(name, inSamples(tensor, samples));
            }
        });
        return task.loss() instanceof RowwiseLoss ? builder.axis(-1) : builder;
    }

    private static Tensor inSamples(Tensor tensor, int samples) {
        Shape shape = tensor.shape();
        int[] sizes = new int[shape.rank() + 1];
        sizes[0] = samples;
        sizes[1] = shape.size(0) / samples;
        for (int axis = 1; axis < shape.rank(); axis++) {
            sizes[axis + 1] = shape.size(axis);
        }
        double[] numbers = new double[shape.elements()];
        tensor.read(0, numbers, numbers.length);
        return TaskBuilder.tensor(Shape.of(sizes), numbers);
    }

    private static @Nullable Tensor selectIfAny(
            @Nullable Tensor tensor, int... values) {
        return tensor == null || tensor.shape().rank() == 0 ? tensor : select(tensor, OptionalInt.of(0), values);
    }

    /** Some slices of a tensor along an axis; the tensor if there is none. */
    static Tensor select(Tensor tensor, OptionalInt along, int... slices) {
        if (along.isEmpty()) {
            return tensor;
        }
        int axis = along.getAsInt();
        int length = tensor.shape().stride(axis);
        int block = tensor.shape().size(axis) * length;
        Tensor selected = Tensor.zeros(tensor.shape().with(axis, slices.length), tensor.dtype());
        for (int i = 0; i < selected.shape().elements(); i++) {
            int slice = slices[i / length % slices.length];
            selected.set(i, tensor.get(i / length / slices.length * block + slice * length + i % length));
        }
        return selected;
    }

    /** A copy of a tensor. */
    static Tensor copy(Tensor tensor) {
        Tensor copy = Tensor.zeros(tensor.shape(), tensor.dtype());
        IntStream.range(0, tensor.shape().elements()).forEach(i -> copy.set(i, tensor.get(i)));
        return copy;
    }

    static boolean isParameter(Task task, String name) {
        return task.loss().inputs().stream()
                .anyMatch(input -> input.name().equals(name) && input.elements().isParameter());
    }
}
