package dev.nabla.network.layer;

import dev.nabla.kernel.SlidingReduction.Ranges;
import dev.nabla.network.Layer;
import dev.nabla.option.IntegerPair;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Shape;

/**
 * Windows that slide over the last two axes of a tensor of shape (C, H, W) or (N, C, H, W).
 *
 * @param planes the number of images times channels
 * @param vertical their positions along the rows of an image
 * @param horizontal their positions along its columns
 */
record Windows(int planes, SlidingAxis vertical, SlidingAxis horizontal) {

    /** No image has more rows; sizes and their products fit a {@code long}. */
    static final String SIZES = "[1, 65535]";
    static final String PADDINGS = "[0, 65535]";

    /** Of how many windows an element must be part for sliding reductions to be faster than visiting all of them. */
    private static final int MANY = 16;

    /**
     * Windows along one axis, with {@code padding} empty positions on both ends.
     *
     * @param size the size of the image
     * @param kernel the number of elements of a window
     * @param stride the step between windows
     * @param dilation the spacing between the elements of a window
     */
    record SlidingAxis(int size, int kernel, int stride, int padding, int dilation) {

        /** The number of windows. */
        int windows() {
            return (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
        }

        /** The first position of a window; negative in the padding. */
        int start(int window) {
            return window * stride - padding;
        }

        /** The position of a window's element in the image; -1 in the padding. */
        int position(int window, int element) {
            int position = start(window) + element * dilation;
            return position < size ? Math.max(-1, position) : -1;
        }

        /** The positions in the image of each window, for a dilation of 1. */
        Ranges positions() {
            return new Ranges(size, windows(), window -> Math.max(0, start(window)),
                    window -> Math.min(size, start(window) + kernel));
        }

        /** The windows that hold each position of the image, for a dilation of 1. */
        Ranges holders() {
            int windows = windows();
            return new Ranges(windows, size,
                    position -> Math.max(0, Math.ceilDiv(position + padding - kernel + 1, stride)),
                    position -> Math.min(windows, (position + padding) / stride + 1));
        }

        /** An upper bound of the number of positions in all windows. */
        private long visits() {
            return (long) windows() * Math.min(kernel, size);
        }
    }

    /**
     * Checks an option against its declared range.
     *
     * @throws InvalidOptionException if it is outside
     */
    static void check(Class<? extends Record> layer, String component, IntegerPair pair) {
        OptionSpec.check(layer, component, (double) pair.first());
        OptionSpec.check(layer, component, (double) pair.second());
    }

    /**
     * The windows over a shape.
     *
     * @param size the parameter or option that determines their size
     * @throws dev.nabla.request.InvalidRequestException if none fits
     */
    static Windows over(Shape shape, String size, IntegerPair kernel, IntegerPair stride, IntegerPair padding,
            IntegerPair dilation) {
        if (shape.rank() != 3 && shape.rank() != 4) {
            throw Layer.misfit(Layer.INPUT,
                    "the input of the layer must have shape (N, C, H, W) or (C, H, W), got " + shape);
        }
        IntegerPair window = new IntegerPair((kernel.first() - 1) * dilation.first() + 1,
                (kernel.second() - 1) * dilation.second() + 1);
        IntegerPair image = new IntegerPair(shape.size(-2) + 2 * padding.first(),
                shape.size(-1) + 2 * padding.second());
        if (window.first() > image.first() || window.second() > image.second()) {
            throw Layer.misfit(size,
                    size + " gives windows of " + window.first() + "x" + window.second()
                            + ", which are larger than the padded " + image.first() + "x" + image.second()
                            + " images of the layer's input (shape " + shape + ")");
        }
        int planes = shape.size(0) * (shape.rank() == 4 ? shape.size(1) : 1);
        return new Windows(planes,
                new SlidingAxis(shape.size(-2), (int) kernel.first(), (int) stride.first(), (int) padding.first(),
                        (int) dilation.first()),
                new SlidingAxis(shape.size(-1), (int) kernel.second(), (int) stride.second(), (int) padding.second(),
                        (int) dilation.second()));
    }

    /** The number of windows per image. */
    int count() {
        return Math.multiplyExact(vertical.windows(), horizontal.windows());
    }

    int imageSize() {
        return vertical.size() * horizontal.size();
    }

    /** The number of columns of an image. */
    int width() {
        return horizontal.size();
    }

    /** The shape of an output with one value per window. */
    Shape outputShape(Shape shape) {
        return shape.with(shape.rank() - 2, vertical.windows()).with(shape.rank() - 1, horizontal.windows());
    }

    /**
     * The index in an image of each element of each window, -1 in the padding: those of the first element of all
     * windows, then those of the second, …
     */
    int[] positions() {
        int windows = count();
        int[] positions = new int[Math.multiplyExact(Math.multiplyExact(vertical.kernel(), horizontal.kernel()),
                windows)];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(i % windows, i / windows);
        }
        return positions;
    }

    private int position(int window, int element) {
        int row = vertical.position(window / horizontal.windows(), element / horizontal.kernel());
        int column = horizontal.position(window % horizontal.windows(), element % horizontal.kernel());
        return row < 0 || column < 0 ? -1 : row * width() + column;
    }

    /** Whether windows overlap so much that a sliding reduction along each axis is faster than visiting all their elements. */
    boolean overlapMuch() {
        return vertical.visits() * horizontal.visits() > (long) MANY * imageSize();
    }

    /** The part of a window that lies in the image, for a dilation of 1. */
    Part part(int window) {
        int top = vertical.start(window / horizontal.windows());
        int left = horizontal.start(window % horizontal.windows());
        return new Part(Math.max(0, top), Math.min(vertical.size(), top + vertical.kernel()), Math.max(0, left),
                Math.min(horizontal.size(), left + horizontal.kernel()));
    }

    /** Rows from {@code top} to {@code bottom} (exclusive), and columns likewise. */
    record Part(int top, int bottom, int left, int right) {}
}
