package dev.nabla.evaluation;

import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.Input;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs of a task as a batch: all elements of each. */
class WholeBatch implements BatchLoss.Batch {

    private final Task task;
    private final @Nullable Tensor[] tensors;
    private final double[] @Nullable [] elements;

    WholeBatch(Task task) {
        this.task = task;
        List<Input> inputs = task.loss().inputs();
        this.tensors = new @Nullable Tensor[inputs.size()];
        this.elements = new double[inputs.size()] @Nullable [];
        for (int k = 0; k < tensors.length; k++) {
            tensors[k] = task.input(inputs.get(k));
        }
    }

    @Override
    public boolean isSent(int input) {
        return tensors[input] != null;
    }

    @Override
    public Shape shape(int input) {
        return sent(input).shape();
    }

    @Override
    public synchronized double[] elements(int input) {
        double[] numbers = elements[input];
        if (numbers == null) {
            numbers = numbers(sent(input));
            elements[input] = numbers;
        }
        return numbers;
    }

    private Tensor sent(int input) {
        Tensor tensor = tensors[input];
        if (tensor == null) {
            throw new IllegalStateException(task.loss().inputs().get(input).name() + " was not sent");
        }
        return tensor;
    }

    private static double[] numbers(Tensor tensor) {
        if (tensor instanceof Float64Tensor float64) {
            return float64.values();
        }
        double[] numbers = Storage.doubles(tensor.shape().elements());
        tensor.read(0, numbers, numbers.length);
        return numbers;
    }

    @Override
    public boolean isIncluded(int index) {
        return task.isIncluded(index);
    }
}
