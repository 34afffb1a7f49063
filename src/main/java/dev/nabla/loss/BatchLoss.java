package dev.nabla.loss;

import dev.nabla.request.Fault;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A loss computed from all elements at once.
 *
 * <p>It declares the axes of its inputs, its values and its mask by name. The axes of its values and its mask are axes
 * of its inputs, or those whose sizes it derives from them.
 */
public sealed interface BatchLoss extends Loss permits JointLoss, AggregateLoss {

    /** The axes of its unreduced values, and so of sample weights. */
    AxisNames valueAxes();

    /**
     * The axes of its mask. If they are not those of the values, the mask excludes parts of values, and the loss must apply it.
     */
    default AxisNames maskAxes() {
        return valueAxes();
    }

    /** Also an input is shared whose first axis is none of the predictions, the values or the mask. */
    @Override
    default boolean isShared(Input input) {
        Set<String> known = Stream
                .of(inputs().getFirst().shape().axes(), Optional.of(valueAxes()), Optional.of(maskAxes()))
                .flatMap(Optional::stream).flatMap(axes -> axes.names().stream()).collect(Collectors.toSet());
        return Loss.super.isShared(input)
                || input.shape().axes().filter(axes -> !known.contains(axes.names().getFirst())).isPresent();
    }

    /**
     * The sizes of axes that no input has, such as the number of distinct group ids, as far as they are known. The inputs are not
     * validated yet: they may be missing, or contain any numbers.
     */
    default Map<String, Integer> derivedSizes(Inputs inputs) {
        return Map.of();
    }

    /**
     * Whether the loss uses an element of an input, regardless of the mask. Unused elements, such as those beyond the length of
     * a sequence, are not validated. Other inputs may not have been validated yet.
     */
    default boolean uses(int input, int position, Batch batch) {
        return true;
    }

    /** The class index that the loss ignores; empty if there is none. It is valid wherever class indices are. */
    default OptionalLong ignoredIndex() {
        return OptionalLong.empty();
    }

    /** Validates constraints between inputs that are valid by themselves, for instance sizes that must add up. */
    default List<Fault> faults(Batch batch) {
        return List.of();
    }

    /**
     * Maps a position in an input to the sum of the numbers of the values that it belongs to, by default those with the same
     * indices along the axes that they share.
     */
    default IntToDoubleFunction sums(int input, Batch batch, Geometry geometry, IntToDoubleFunction ofValue) {
        return geometry.sums(inputs().get(input).shape(), ofValue);
    }

    /**
     * What values and derivatives take in addition to the inputs and the derivatives themselves, estimated from the shapes of
     * valid inputs, and from elements where they are known; these are not validated yet. The default is for losses that sort a few
     * arrays as large as all inputs together.
     */
    default Cost cost(Inputs inputs) {
        long elements = IntStream.range(0, inputs().size()).filter(inputs::isSent)
                .mapToLong(input -> inputs.shape(input).elements()).sum();
        int logarithm = Long.SIZE - Long.numberOfLeadingZeros(elements);
        return Cost.scratch(8 * elements).plus(Cost.operations(Cost.times(20L * logarithm, elements)));
    }

    /** What is known of the inputs before all of them are computed. They are identified by their index in {@link Loss#inputs()}. */
    interface Inputs {

        /** Whether an input was sent. */
        boolean isSent(int input);

        /** The shape of an input that was sent. */
        Shape shape(int input);

        /** All elements of an input that was sent, in row-major order; empty if it is not computed yet. Must not be modified. */
        Optional<double[]> known(int input);
    }

    /** The inputs of a batch, and its mask. */
    interface Batch extends Inputs {

        /** All elements of an input that was sent, in row-major order; must not be modified. */
        double[] elements(int input);

        @Override
        default Optional<double[]> known(int input) {
            return Optional.of(elements(input));
        }

        /** Whether the mask includes the element at an index of the mask. */
        boolean isIncluded(int index);
    }
}
