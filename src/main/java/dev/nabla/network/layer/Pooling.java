package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.network.Layer;
import dev.nabla.network.Parameters;
import dev.nabla.network.layer.Windows.SlidingAxis;
import dev.nabla.option.IntegerPair;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** A layer that reduces each window of an image to one value. */
interface Pooling extends Layer {

    IntegerPair kernelSize();

    /** The step between windows; {@code null} for the kernel size. */
    @Nullable
    IntegerPair stride();

    IntegerPair padding();

    /** Whether the last windows may reach beyond the padding, so that no element is left out. */
    boolean ceilMode();

    /**
     * Checks the options against their ranges and against one another.
     *
     * @throws InvalidOptionException if they are invalid: a window must not lie entirely in the padding
     */
    static void check(Class<? extends Record> layer, IntegerPair kernelSize, @Nullable IntegerPair stride,
            IntegerPair padding) {
        Windows.check(layer, "kernelSize", kernelSize);
        Windows.check(layer, "stride", stride == null ? kernelSize : stride);
        Windows.check(layer, "padding", padding);
        if (2 * padding.first() > kernelSize.first() || 2 * padding.second() > kernelSize.second()) {
            throw new InvalidOptionException("padding",
                    "padding must be at most half of kernel_size " + kernelSize + ", got " + padding);
        }
    }

    default Windows windows(Shape input) {
        IntegerPair stride = stride();
        IntegerPair step = stride == null ? kernelSize() : stride;
        return Windows.over(input, "kernel_size",
                size -> SlidingAxis.padded(size, kernelSize().first(), step.first(), padding().first(), 1, ceilMode()),
                size -> SlidingAxis.padded(size, kernelSize().second(), step.second(), padding().second(), 1,
                        ceilMode()));
    }

    @Override
    default Cost cost(Shape input, Shape output, Parameters parameters) {
        Windows windows = windows(input);
        int grids = windows.overlapMuch() ? 2 : 1;
        return Layer.ofElements(input, output).plus(Cost.retained(windows.count()))
                .plus(Cost.scratch(CompensatedSums.NUMBERS * ((long) grids * input.elements() + output.elements())));
    }

    @Override
    default Shape outputShape(Shape input, Parameters parameters) {
        return windows(input).outputShape(input);
    }
}
