package dev.nabla.evaluation;

import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A loss to be evaluated.
 *
 * @param loss the loss, built with its options
 * @param inputs its inputs, by name
 * @param reduction how its values become the answered loss
 * @param sampleWeight a weight for each unreduced value, if any
 * @param mask which of the unreduced values take part, if not all
 * @param gradOutput the upstream gradient in the shape of the answered loss, if not 1
 * @param axis the class axis, if not the loss's default
 * @param wrt names of the inputs whose gradients are wanted
 * @param hessian whether the Hessian diagonal is wanted too
 * @param dtype how the answer is stored
 */
public record Task(
    Loss loss,
    Map<String, Tensor> inputs,
    Reduction reduction,
    @Nullable Tensor sampleWeight,
    @Nullable BooleanTensor mask,
    @Nullable Tensor gradOutput,
    OptionalInt axis,
    Set<String> wrt,
    boolean hessian,
    DType dtype) {

    /** The number of elements of all inputs. */
    public long elements() {
        long elements = 0;
        for (Tensor input : inputs.values()) {
            elements += input.shape().elements();
        }
        return elements;
    }

    /** This task with its answer stored in another dtype. */
    public Task storedIn(DType other) {
        return new Task(loss, inputs, reduction, sampleWeight, mask, gradOutput, axis, wrt, hessian, other);
    }

    @Nullable
    Tensor input(Input input) {
        return inputs.get(input.name());
    }

    /** The input that the others are shaped after. */
    Input first() {
        return loss.inputs().getFirst();
    }

    /** The shape of the first input of a task without faults. */
    public Shape firstShape() {
        return Objects.requireNonNull(input(first())).shape();
    }

    /** How the elements of its first input fall into values, given that the first input was sent and has the class axis. */
    public Geometry geometry() {
        return switch (loss) {
            case ElementwiseLoss _ -> Geometry.ofElements(firstShape());
            case RowwiseLoss rowwise -> Geometry.ofRows(firstShape(),
                    Axes.resolve(rowwise, firstShape(), axis).orElseThrow());
            case BatchLoss batch -> Geometry.ofBatch(batch, new WholeBatch(this));
        };
    }

    /** This task with another reduction, stored in another dtype, and without second derivatives. */
    public Task with(Reduction how, DType storage) {
        return new Task(loss, inputs, how, sampleWeight, mask, gradOutput, axis, wrt, false, storage);
    }

    /** Whether a place of the mask, which is that of a value unless a batch loss has another mask, takes part. */
    public boolean takesPart(int place) {
        return mask == null || mask.values()[place];
    }
}
