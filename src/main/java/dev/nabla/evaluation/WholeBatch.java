package dev.nabla.evaluation;

import dev.nabla.loss.BatchLoss;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.Objects;

/** All elements of each of a task's inputs. */
final class WholeBatch implements BatchLoss.Batch {

    private final Task task;
    private final double[][] elements;

    WholeBatch(Task task) {
        this.task = task;
        this.elements = task.loss().inputs().stream().map(input -> numbers(Objects.requireNonNull(task.input(input))))
                .toArray(double[][]::new);
    }

    private static double[] numbers(Tensor tensor) {
        double[] numbers = Storage.doubles(tensor.shape().elements());
        tensor.read(0, numbers, numbers.length);
        return numbers;
    }

    @Override
    public double[] elements(int input) {
        return elements[input];
    }

    @Override
    public boolean takesPart(int place) {
        return task.takesPart(place);
    }
}
