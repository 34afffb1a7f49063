package dev.nabla.loss;

import dev.nabla.evaluation.Task;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Weights, masks, upstream gradients and subsets of any task whose values lie along its first axis. */
final class TaskTransforms {

    private TaskTransforms() {}

    /** The number of values of a task. */
    static int count(Task task) {
        return Objects.requireNonNull(task.inputs().get(task.loss().inputs().getFirst().name())).shape().size(0);
    }

    /** The task with random weights, negative ones among them where they are allowed, mask and upstream gradient. */
    static Task draw(TaskBuilder builder, RandomGenerator random) {
        Task task = builder.build();
        Shape values = task.geometry().values();
        double lowest = Math.max(-0.5, task.loss().sampleWeights().hull().lower());
        double[] weights = random.doubles(values.elements(), lowest, 2).toArray();
        double[] upstream = random.doubles(values.elements(), -3, 3).toArray();
        return builder.sampleWeight(TaskBuilder.tensor(values, weights)).mask(mask(task, i -> i != 1))
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
            builder.input(input.getKey(),
                    isParameter(task, input.getKey()) ? input.getValue() : select(input.getValue(), values));
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
        return tensor == null || tensor.shape().rank() == 0 ? tensor : select(tensor, values);
    }

    /** Some slices of a tensor along its first axis. */
    static Tensor select(Tensor tensor, int... slices) {
        Shape shape = tensor.shape().with(0, slices.length);
        int length = tensor.shape().stride(0);
        Tensor selected = Tensor.zeros(shape, tensor.dtype());
        for (int i = 0; i < slices.length; i++) {
            for (int j = 0; j < length; j++) {
                selected.set(i * length + j, tensor.get(slices[i] * length + j));
            }
        }
        return selected;
    }

    static boolean isParameter(Task task, String name) {
        return task.loss().inputs().stream()
                .anyMatch(input -> input.name().equals(name) && input.elements().isParameter());
    }
}
