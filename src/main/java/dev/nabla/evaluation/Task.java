package dev.nabla.evaluation;

import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ComposedLoss;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to evaluate a loss.
 *
 * @param loss the loss, built with its options
 * @param inputs its inputs, by name
 * @param reduction how its values are reduced to the returned loss; {@code mean} becomes {@link Loss#mean}
 * @param sampleWeight a weight for each unreduced value; {@code null} for none
 * @param mask which of the unreduced values are included; {@code null} for all
 * @param gradOutput the upstream gradient, in the shape of the returned loss; {@code null} for 1
 * @param axis the class axis; empty for the loss's default
 * @param wrt names of the inputs to differentiate with respect to; {@link #SAMPLE_WEIGHT} may be among them
 * @param hessian which second derivatives to compute too
 * @param dtype the dtype of the result
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
    Hessian hessian,
    DType dtype) {

    /** The name of the sample weights among inputs. */
    public static final String SAMPLE_WEIGHT = "sample_weight";

    public Task {
        reduction = reduction == Reduction.MEAN ? loss.mean() : reduction;
    }

    /** The number of elements of all inputs. */
    public long elements() {
        long elements = 0;
        for (Tensor input : inputs.values()) {
            elements += input.shape().elements();
        }
        return elements;
    }

    /** This task with another dtype for its result. */
    public Task storedIn(DType other) {
        return new Task(loss, inputs, reduction, sampleWeight, mask, gradOutput, axis, wrt, hessian, other);
    }

    /** This task with another reduction. */
    public Task reducedBy(Reduction other) {
        return new Task(loss, inputs, other, sampleWeight, mask, gradOutput, axis, wrt, hessian, dtype);
    }

    /** This task with other second derivatives. */
    public Task withHessian(Hessian needed) {
        return new Task(loss, inputs, reduction, sampleWeight, mask, gradOutput, axis, wrt, needed, dtype);
    }

    /** This task with another tensor for an input. */
    public Task withInput(String name, Tensor tensor) {
        Map<String, Tensor> others = new LinkedHashMap<>(inputs);
        others.put(name, tensor);
        return new Task(loss, others, reduction, sampleWeight, mask, gradOutput, axis, wrt, hessian, dtype);
    }

    /** This task without derivatives. */
    public Task withoutDerivatives() {
        return new Task(loss, inputs, reduction, sampleWeight, mask, gradOutput, axis, Set.of(), Hessian.NONE, dtype);
    }

    @Nullable
    Tensor input(Input input) {
        return inputs.get(input.name());
    }

    /** The input that determines the shapes of the others. */
    Input first() {
        return loss.inputs().getFirst();
    }

    /** The shape of the first input of a task without faults. */
    public Shape firstShape() {
        return firstTensor().shape();
    }

    /** The first input of a task without faults. */
    public Tensor firstTensor() {
        return Objects.requireNonNull(input(first()));
    }

    /** How elements of the first input map to values; requires that the first input was sent and has the class axis. */
    public Geometry geometry() {
        return switch (loss) {
            case ElementwiseLoss _ -> Geometry.ofElements(firstShape());
            case RowwiseLoss rowwise -> Geometry.ofRows(firstShape(),
                    Axes.resolve(rowwise, firstShape(), axis).orElseThrow());
            case BatchLoss batch -> Geometry.ofBatch(batch, new WholeBatch(this));
            case ComposedLoss composed -> Geometry.ofElements(computation(composed).values());
        };
    }

    /** The computation of a composed loss, given the shapes of its inputs. */
    ComposedLoss.Computation computation(ComposedLoss loss) {
        return loss.computation(shapes());
    }

    /** The shapes of its inputs, by name. */
    public Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return shapes;
    }

    /** Whether it asks for the gradient with respect to its sample weights. */
    boolean isWeightDifferentiated() {
        return wrt.contains(SAMPLE_WEIGHT);
    }

    /** Whether its loss is a mean over samples of the mean over each one's values; samples of a single value are not. */
    public boolean isMeanOfSamples() {
        return reduction == Reduction.SAMPLE_MEAN && geometry().values().rank() > 1;
    }

    /** Whether its loss has the second derivatives that it asks for, with respect to an input. */
    public boolean hasHessian(Input input) {
        return switch (hessian) {
            case NONE -> true;
            case DIAGONAL -> input.hasHessian();
            case CONSTANT -> !(loss instanceof ComposedLoss composed)
                    || hasValueOfEachElement(input, computation(composed).values());
        };
    }

    /** Whether each element of an input of a composed loss belongs to one value: that in its place, or the only one. */
    private boolean hasValueOfEachElement(Input input, Shape values) {
        return values.elements() == 1 || Objects.requireNonNull(input(input)).shape().equals(values);
    }

    /** Whether the mask includes an element; it has one per value unless a batch loss declares other axes. */
    public boolean isIncluded(int index) {
        return mask == null || mask.values()[index];
    }
}
