package dev.nabla.loss;

import dev.nabla.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Maps the elements of a loss's first input to its values: one value per element, one per row along an axis, or as a batch
 * loss declares.
 */
public final class Geometry {

    private final Shape first;
    private final @Nullable Shape values;
    private final @Nullable Shape mask;
    private final int length;
    private final int stride;
    private final AxisNames firstAxes;
    private final AxisNames valueAxes;
    private final AxisNames maskAxes;
    private final boolean masksValues;
    private final Map<String, Shape> sizes;

    private Geometry(Shape first, Shape values, int length, int stride) {
        this.first = first;
        this.values = values;
        this.mask = values;
        this.length = length;
        this.stride = stride;
        this.firstAxes = AxisNames.ANY;
        this.valueAxes = AxisNames.ANY;
        this.maskAxes = AxisNames.ANY;
        this.masksValues = true;
        this.sizes = Map.of();
    }

    private Geometry(BatchLoss loss, BatchLoss.Inputs inputs) {
        this.first = inputs.shape(0);
        this.length = 1;
        this.stride = 1;
        this.firstAxes = loss.inputs().getFirst().shape().axes().orElse(AxisNames.ANY);
        this.valueAxes = loss.valueAxes();
        this.maskAxes = loss.maskAxes();
        this.masksValues = maskAxes.equals(valueAxes);
        this.sizes = sizes(loss, inputs);
        this.values = valueAxes.shape(sizes).orElse(null);
        this.mask = maskAxes.shape(sizes).orElse(null);
    }

    /** One value per element. */
    public static Geometry ofElements(Shape first) {
        return new Geometry(first, first, 1, 1);
    }

    /** One value per row along an axis. */
    public static Geometry ofRows(Shape first, int axis) {
        return new Geometry(first, first.without(axis), first.size(axis), first.stride(axis));
    }

    /** As a batch loss declares, given its inputs; the first must have been sent. */
    public static Geometry ofBatch(BatchLoss loss, BatchLoss.Inputs inputs) {
        return new Geometry(loss, inputs);
    }

    private static Map<String, Shape> sizes(BatchLoss loss, BatchLoss.Inputs inputs) {
        Map<String, Shape> sizes = new HashMap<>();
        List<Input> declared = loss.inputs();
        for (int k = 0; k < declared.size(); k++) {
            AxisNames axes = declared.get(k).shape().axes().orElse(k == 0 ? AxisNames.ANY : null);
            if (axes != null && inputs.isSent(k) && axes.fit(inputs.shape(k), sizes)) {
                axes.bind(inputs.shape(k), sizes);
            }
        }
        loss.derivedSizes(inputs).forEach((name, size) -> sizes.put(name, Shape.of(size)));
        return Map.copyOf(sizes);
    }

    /** The shape of the first input. */
    public Shape first() {
        return first;
    }

    /** Whether the shapes of values and mask are known: all inputs that determine them were sent, and fit. */
    public boolean isKnown() {
        return values != null && mask != null;
    }

    /** The shape of the unreduced loss. */
    public Shape values() {
        return known(values);
    }

    /** The shape of the mask. */
    public Shape mask() {
        return known(mask);
    }

    private static Shape known(@Nullable Shape shape) {
        if (shape == null) {
            throw new IllegalStateException("an input is missing or does not fit");
        }
        return shape;
    }

    /** Whether the mask has one element per value, so that it masks values and not parts of them. */
    public boolean masksValues() {
        return masksValues;
    }

    /** The number of elements in a row; 1 if there is one value per element. */
    public int length() {
        return length;
    }

    /** Completes a message about a shape that would hold one value per row if the last axis were the class axis. */
    public String lastAxisHint(Shape actual) {
        boolean isPerLastAxis = length > 1 && first.rank() > 2 && !Objects.equals(actual, values)
                && actual.equals(first.without(first.rank() - 1));
        return isPerLastAxis ? "; if the last axis is the class axis, send \"axis\": -1" : "";
    }

    /** The distance between neighboring elements in a row. */
    public int stride() {
        return stride;
    }

    /** The sizes of the axes that a batch loss names. */
    Map<String, Shape> sizes() {
        return sizes;
    }

    /** The size of an axis that a batch loss names; empty if the input that has it is missing or does not fit. */
    public OptionalInt size(String axis) {
        Shape size = sizes.get(axis);
        return size == null ? OptionalInt.empty() : OptionalInt.of(size.elements());
    }

    /** The position of the first element of a row. */
    public int start(int value) {
        return value / stride * stride * length + value % stride;
    }

    /**
     * Maps a position in the first input to whether any included element of the mask belongs to it.
     *
     * @param isIncluded whether an element of the mask is included
     */
    public IntPredicate uses(IntPredicate isIncluded) {
        return sizes.isEmpty()
                ? position -> isIncluded.test(position / (stride * length) * stride + position % stride)
                : uses(firstAxes, isIncluded);
    }

    /**
     * Maps a position in an input of a batch loss to the sum of the numbers of the values that it belongs to: those with the same
     * indices along the axes that they share.
     */
    public IntToDoubleFunction sums(ShapeRule input, IntToDoubleFunction ofValue) {
        return sums(input, valueAxes, ofValue);
    }

    /** The same, if values had other axes. */
    public IntToDoubleFunction sums(ShapeRule input, AxisNames ofValues, IntToDoubleFunction ofValue) {
        return input.axes().orElse(firstAxes).sums(ofValues, sizes, ofValue);
    }

    /** Maps a position in a tensor with named axes to whether any included element of the mask belongs to it. */
    IntPredicate uses(AxisNames axes, IntPredicate isIncluded) {
        return axes.equals(maskAxes) ? isIncluded : axes.anyIncluded(maskAxes, sizes, isIncluded);
    }
}
