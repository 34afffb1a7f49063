package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.option.IntegerPair;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Shape;

/**
 * Windows that slide over the last two axes of a tensor of shape (C, H, W) or (N, C, H, W).
 *
 * @param planes how many images there are, counting channels
 * @param down how they go down the rows of an image
 * @param across how they go across its columns
 */
record Windows(int planes, Track down, Track across) {

    /** No image has as many rows; sizes and their products with one another fit a {@code long}. */
    static final String SIZES = "[1, 65535]";
    static final String PADDINGS = "[0, 65535]";

    /**
     * The way of windows along one axis, on both ends of which lie {@code padding} places that hold nothing.
     *
     * @param size places of the image
     * @param kernel places of a window
     * @param stride how far a window moves
     * @param dilation how far apart the places of a window lie
     */
    record Track(int size, int kernel, int stride, int padding, int dilation) {

        /** How many windows there are. */
        int windows() {
            return (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
        }

        /** Where a window starts; negative in the padding. */
        int start(int window) {
            return window * stride - padding;
        }

        /** Where a place of a window lies in the image; -1 in the padding. */
        int position(int window, int place) {
            int position = start(window) + place * dilation;
            return position < size ? Math.max(-1, position) : -1;
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
     * @param size the parameter or option that says how large they are
     * @throws dev.nabla.request.InvalidRequestException if none fits
     */
    static Windows over(Shape shape, String size, IntegerPair kernel, IntegerPair stride, IntegerPair padding,
            IntegerPair dilation) {
        if (shape.rank() != 3 && shape.rank() != 4) {
            throw Layer.misfit(Layer.INPUT, "the layer needs the shape (N, C, H, W) or (C, H, W), and " + shape
                    + " reaches it");
        }
        IntegerPair window = new IntegerPair((kernel.first() - 1) * dilation.first() + 1,
                (kernel.second() - 1) * dilation.second() + 1);
        IntegerPair image = new IntegerPair(shape.size(-2) + 2 * padding.first(),
                shape.size(-1) + 2 * padding.second());
        if (window.first() > image.first() || window.second() > image.second()) {
            throw Layer.misfit(size, size + " makes windows of " + window.first() + " by " + window.second()
                    + ", which do not fit into the " + image.first() + " by " + image.second()
                    + " of what reaches the layer (shape " + shape + ") with its padding");
        }
        int planes = shape.size(0) * (shape.rank() == 4 ? shape.size(1) : 1);
        return new Windows(planes,
                new Track(shape.size(-2), (int) kernel.first(), (int) stride.first(), (int) padding.first(),
                        (int) dilation.first()),
                new Track(shape.size(-1), (int) kernel.second(), (int) stride.second(), (int) padding.second(),
                        (int) dilation.second()));
    }

    /** How many windows an image has. */
    int count() {
        return Math.multiplyExact(down.windows(), across.windows());
    }

    int imageSize() {
        return down.size() * across.size();
    }

    /** Columns of an image. */
    int width() {
        return across.size();
    }

    /** The shape of one number for each window, instead of the images' shape. */
    Shape outputShape(Shape shape) {
        return shape.with(shape.rank() - 2, down.windows()).with(shape.rank() - 1, across.windows());
    }

    /**
     * Where in an image each place of each window lies, -1 where it holds nothing: those of the first place, then those of
     * the second, …
     */
    int[] positions() {
        int windows = count();
        int[] positions = new int[Math.multiplyExact(Math.multiplyExact(down.kernel(), across.kernel()), windows)];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(i % windows, i / windows);
        }
        return positions;
    }

    private int position(int window, int place) {
        int row = down.position(window / across.windows(), place / across.kernel());
        int column = across.position(window % across.windows(), place % across.kernel());
        return row < 0 || column < 0 ? -1 : row * width() + column;
    }

    /** The part of a window that lies in the image, of windows whose places are neighbours. */
    Part part(int window) {
        int top = down.start(window / across.windows());
        int left = across.start(window % across.windows());
        return new Part(Math.max(0, top), Math.min(down.size(), top + down.kernel()), Math.max(0, left),
                Math.min(across.size(), left + across.kernel()));
    }

    /** Rows from {@code top} up to, but without, {@code bottom}, and columns likewise. */
    record Part(int top, int bottom, int left, int right) {}
}
