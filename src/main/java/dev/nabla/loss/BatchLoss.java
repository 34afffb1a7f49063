package dev.nabla.loss;

import dev.nabla.request.Fault;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Map;

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
     * The axes of its mask. A mask of other axes than the values leaves out parts of values, which the loss sees to.
     */
    default AxisNames maskAxes() {
        return valueAxes();
    }

    /**
     * The sizes of axes that no input has, such as the number of groups that group ids make. Nothing is checked yet:
     * inputs may be missing, or hold any numbers.
     */
    default Map<String, Integer> derivedSizes(Inputs inputs) {
        return Map.of();
    }

    /**
     * Whether the loss uses an element of an input whatever the mask says. An element that it does not use, such as one
     * beyond the length of its sequence, may be any number. Elements of other inputs may not have been checked.
     */
    default boolean uses(int input, int position, Inputs inputs) {
        return true;
    }

    /** What is wrong with inputs whose shapes and elements are right by themselves: sizes that do not add up, say. */
    default List<Fault> faults(Batch batch) {
        return List.of();
    }

    /** The inputs, named by their place in {@link Loss#inputs()}. */
    interface Inputs {

        /** Whether an input was sent. */
        boolean isSent(int input);

        /** The shape of an input that was sent. */
        Shape shape(int input);

        /** All elements of an input that was sent, in row-major order. Not to be changed. */
        double[] elements(int input);
    }

    /** The inputs of a batch, and its mask. */
    interface Batch extends Inputs {

        /** Whether the mask includes the element at an index of the mask. */
        boolean takesPart(int place);
    }
}
