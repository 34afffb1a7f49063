package dev.nabla.network.layer;

import dev.nabla.loss.InvalidOptionException;
import dev.nabla.loss.OptionSpec;
import dev.nabla.network.Layer;
import dev.nabla.network.Parameters;
import dev.nabla.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** A layer that makes one number of each window of an image. */
interface Pooling extends Layer {

    long kernelSize();

    /** How far windows move; {@code null} for as far as they are large. */
    @Nullable
    Long stride();

    long padding();

    /**
     * Checks the options against their ranges and one another.
     *
     * @throws InvalidOptionException if they are not right: a window must not lie in the padding alone
     */
    static void check(Class<? extends Record> layer, long kernelSize, @Nullable Long stride, long padding) {
        OptionSpec.check(layer, "kernelSize", (double) kernelSize);
        OptionSpec.check(layer, "stride", (double) (stride == null ? kernelSize : stride));
        OptionSpec.check(layer, "padding", (double) padding);
        if (2 * padding > kernelSize) {
            throw new InvalidOptionException("padding",
                    "padding must be at most half of kernel_size, which is " + kernelSize
                            + ", was " + padding);
        }
    }

    default Windows windows(Shape input) {
        Long stride = stride();
        return Windows.over(input, "kernel_size", (int) kernelSize(), (int) kernelSize(),
                stride == null ? kernelSize() : stride, padding(), 1);
    }

    @Override
    default Shape outputShape(Shape input, Parameters parameters) {
        return windows(input).outputShape(input);
    }
}
