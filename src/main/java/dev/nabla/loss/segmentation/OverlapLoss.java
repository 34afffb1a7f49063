package dev.nabla.loss.segmentation;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Cost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A loss of how far the predicted pixels of a class and the true ones overlap. */
interface OverlapLoss extends JointLoss {

    String SMOOTH_NR = "added to the numerator";
    String SMOOTH_DR = "added to the denominator";
    String BATCH = "whether sums run over all images, so that there is one value per channel";
    String INCLUDE_BACKGROUND = "whether channel 0 counts; if not, there are no values of it";
    String SUMS = "I, P and T sum the products pt, p and t over the unmasked pixels of a channel of an image; the mask has the shape (N, ...).";
    String NO_PIXELS = "Without pixels, or with all of them masked, a channel of an image does not count; with batch, that is so if no image has any.";
    String NOT_SMOOTH = "With smooth_nr and smooth_dr 0, a channel that is neither predicted nor true is NaN.";
    String NAN_PIXELS = "NaN in a pixel makes NaN of the values that contain it, and of their gradients.";
    String OF_PROBABILITIES = "The gradient is with respect to probabilities p; sigmoid multiplies it by p(1 - p), softmax maps G to p_c (G_c - sum p_k G_k).";
    String ACTIVATION = "function that turns predictions into probabilities; softmax is over the channels";

    List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted probabilities, or logits if activation is set").shaped("N, C, ...")
                    .differentiable(),
            Input.numbers("targets", "1 for pixels of the channel's class and 0 for others, or fractions")
                    .within("[0, 1]"));

    /** Numbers' worth of memory for the sums of a block of a channel. */
    int NUMBERS_PER_BLOCK = 64;

    /** Operations per pixel and channel. */
    int OPERATIONS = 200;

    /** Which channels share a value. */
    enum Scope {
        /** None: one value per image and channel. */
        CHANNEL_OF_IMAGE,
        /** The same channel of all images. */
        CHANNEL,
        /** All channels of an image. */
        IMAGE
    }

    double smoothNr();

    double smoothDr();

    boolean includeBackground();

    @Nullable
    Activation activation();

    OverlapWeights weights();

    Scope scope();

    /** The weights of the channels of an image, given the number of true pixels of each. */
    default ScaledDoubleDouble[] channelWeights(ScaledDoubleDouble[] positives) {
        ScaledDoubleDouble[] ones = new ScaledDoubleDouble[positives.length];
        Arrays.fill(ones, ScaledDoubleDouble.ONE);
        return ones;
    }

    /** The loss, given the distance 1 − A/B. */
    default ScaledDoubleDouble value(ScaledDoubleDouble distance) {
        return distance;
    }

    /** The derivative of the loss with respect to the distance. */
    default ScaledDoubleDouble slope(ScaledDoubleDouble distance) {
        return ScaledDoubleDouble.ONE;
    }

    @Override
    default List<Input> inputs() {
        return INPUTS;
    }

    @Override
    default AxisNames valueAxes() {
        return valueAxes(includeBackground() ? "C" : "F");
    }

    private AxisNames valueAxes(String channel) {
        return switch (scope()) {
            case CHANNEL_OF_IMAGE -> AxisNames.of("N, " + channel);
            case CHANNEL -> AxisNames.of(channel);
            case IMAGE -> AxisNames.of("N");
        };
    }

    @Override
    default AxisNames maskAxes() {
        return AxisNames.of("N, ...");
    }

    /** F, the number of channels without the background. */
    @Override
    default Map<String, Integer> derivedSizes(Inputs inputs) {
        return inputs.isSent(0) && inputs.shape(0).rank() > 1
                ? Map.of("F", Math.max(0, inputs.shape(0).size(1) - 1))
                : Map.of();
    }

    /**
     * Without the background, whose channel comes first, values are of the channels after it. Its elements, which a softmax depends
     * on, are taken for elements of the next channel.
     */
    @Override
    default IntToDoubleFunction sums(int input, Batch batch, Geometry geometry, IntToDoubleFunction ofValue) {
        if (includeBackground() || scope() == Scope.IMAGE) {
            return JointLoss.super.sums(input, batch, geometry, ofValue);
        }
        int channels = batch.shape(0).size(1);
        return geometry.sums(inputs().get(input).shape(), valueAxes("C"),
                place -> ofValue.applyAsDouble(place / channels * (channels - 1) + Math.max(0, place % channels - 1)));
    }

    @Override
    default List<Fault> faults(Batch batch) {
        return includeBackground() || batch.shape(0).size(1) > 1
                ? List.of()
                : List.of(Fault.of("include_background",
                        "include_background must be true, since there is no channel beside the background"));
    }

    @Override
    default Cost cost(Inputs inputs) {
        return Cost.scratch(NUMBERS_PER_BLOCK * Pixels.channelBlocks(inputs))
                .plus(Cost.operations(Cost.times(OPERATIONS, inputs.shape(0).elements())));
    }

    @Override
    default Pass forward(Batch batch) {
        return new OverlapPass(this, batch);
    }
}
