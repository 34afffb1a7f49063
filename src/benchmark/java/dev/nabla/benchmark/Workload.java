package dev.nabla.benchmark;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** Tasks of a size that any loss can be given. */
final class Workload {

    private Workload() {}

    /** A task of float32 numbers that the loss takes: of either sign, else below 1, else 1; empty if it takes none. */
    static Optional<Task> of(Loss loss, Shape shape) {
        Random random = new Random(1);
        return Stream.<DoubleSupplier>of(random::nextGaussian, random::nextDouble, () -> 1, () -> 0)
                .map(numbers -> task(loss, shape, numbers)).filter(task -> Evaluator.check(task).isEmpty()).findFirst();
    }

    private static Task task(Loss loss, Shape shape, DoubleSupplier numbers) {
        Shape rows = loss instanceof RowwiseLoss ? shape.without(shape.rank() - 1) : shape;
        TaskBuilder task = TaskBuilder.of(loss).dtype(DType.FLOAT32).hessian(false);
        for (Input input : loss.inputs()) {
            if (input.isRequired()) {
                boolean isPerRow = input.shape().isPerRow(rows, shape);
                task.input(input.name(), isPerRow ? tensor(rows, () -> 0) : tensor(shape, numbers));
            }
        }
        return task.build();
    }

    private static Tensor tensor(Shape shape, DoubleSupplier numbers) {
        double[] values = new double[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.getAsDouble();
        }
        return new Float64Tensor(shape, values);
    }
}
