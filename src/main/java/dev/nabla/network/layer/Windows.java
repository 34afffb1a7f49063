package dev.nabla.network.layer;

import dev.nabla.kernel.SlidingReduction.Ranges;
import dev.nabla.network.Layer;
import dev.nabla.option.IntegerPair;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.OptionSpec;
import dev.nabla.option.Padding;
import dev.nabla.tensor.Shape;
import java.util.function.IntFunction;

/**
 * Windows that slide over the last two axes of a tensor of shape (C, H, W) or (N, C, H, W), or over the last of one of shape
 * (C, L) or (N, C, L).
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
     * Windows along one axis, with empty positions before and after it.
     *
     * @param size the size of the image
     * @param kernel the number of elements of a window
     * @param stride the step between windows
     * @param before the number of empty positions before the image
     * @param after their number after it
     * @param dilation the spacing between the elements of a window
     * @param isCeil whether the last window may reach beyond the empty positions, if it begins before them
     */
    record SlidingAxis(int size, int kernel, int stride, int before, int after, int dilation, boolean isCeil) {

        /** An axis with as many empty positions on both ends. */
        static SlidingAxis padded(int size, long kernel, long stride, long padding, long dilation, boolean isCeil) {
            return new SlidingAxis(size, (int) kernel, (int) stride, (int) padding, (int) padding, (int) dilation,
                    isCeil);
        }

        /**
         * An axis with as many empty positions as make a window for each position of the image, with a stride of 1.
         *
         * @throws dev.nabla.request.InvalidRequestException if there are more than an int can count
         */
        static SlidingAxis same(int size, long kernel, long dilation) {
            long reach = dilation * (kernel - 1);
            if (reach > Integer.MAX_VALUE) {
                throw Layer.misfit("dilation",
                        "a kernel of " + kernel + " with a dilation of " + dilation + " reaches over "
                                + reach + " positions, more than padding \"" + Padding.SAME + "\" may add: "
                                + Integer.MAX_VALUE);
            }
            int padding = (int) reach;
            return new SlidingAxis(size, (int) kernel, 1, padding / 2, padding - padding / 2, (int) dilation, false);
        }

        /** The number of positions from the first element of a window to the last. */
        long extent() {
            return (long) dilation * (kernel - 1) + 1;
        }

        long paddedSize() {
            return (long) size + before + after;
        }

        /** The number of windows; not positive if none fits. */
        int windows() {
            long rest = paddedSize() - extent();
            if (!isCeil) {
                return (int) Math.floorDiv(rest, stride) + 1;
            }
            int windows = (int) Math.ceilDiv(rest, stride) + 1;
            return (long) (windows - 1) * stride < size + before ? windows : windows - 1;
        }

        /** The first position of a window; negative in the padding. */
        int start(int window) {
            return window * stride - before;
        }

        /** The number of elements of a window in the padded image, or in the image alone, for a dilation of 1. */
        int elements(int window, boolean countIncludePad) {
            int first = countIncludePad ? start(window) : Math.max(0, start(window));
            return Math.min(start(window) + kernel, countIncludePad ? size + after : size) - first;
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
                    position -> Math.max(0, Math.ceilDiv(position + before - kernel + 1, stride)),
                    position -> Math.min(windows, (position + before) / stride + 1));
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
     * The windows over images.
     *
     * @param size the parameter or option that determines their size
     * @param vertical the positions of windows along an axis of a size
     * @param horizontal those along the other
     * @throws dev.nabla.request.InvalidRequestException if none fits
     */
    static Windows over(Shape shape, String size, IntFunction<SlidingAxis> vertical,
            IntFunction<SlidingAxis> horizontal) {
        if (shape.rank() != 3 && shape.rank() != 4) {
            throw Layer.misfit(Layer.INPUT,
                    "the input of the layer must have shape (N, C, H, W) or (C, H, W), got " + shape);
        }
        SlidingAxis rows = vertical.apply(shape.size(-2));
        SlidingAxis columns = horizontal.apply(shape.size(-1));
        if (rows.windows() < 1 || columns.windows() < 1) {
            throw Layer.misfit(size, size + " gives windows of " + rows.extent() + "x" + columns.extent()
                    + ", which are larger than the padded " + rows.paddedSize() + "x" + columns.paddedSize()
                    + " images of the layer's input (shape " + shape + ")");
        }
        return new Windows(shape.size(0) * (shape.rank() == 4 ? shape.size(1) : 1), rows, columns);
    }

    /**
     * The windows over sequences, which are images of one row.
     *
     * @param size the parameter or option that determines their size
     * @param windows their positions along an axis of a size
     * @throws dev.nabla.request.InvalidRequestException if none fits
     */
    static Windows over(Shape shape, String size, IntFunction<SlidingAxis> windows) {
        if (shape.rank() != 2 && shape.rank() != 3) {
            throw Layer.misfit(Layer.INPUT,
                    "the input of the layer must have shape (N, C, L) or (C, L), got " + shape);
        }
        SlidingAxis along = windows.apply(shape.size(-1));
        if (along.windows() < 1) {
            throw Layer.misfit(size,
                    size + " gives windows of " + along.extent() + ", which are larger than the padded "
                            + along.paddedSize() + " positions of the layer's input (shape " + shape + ")");
        }
        return new Windows(shape.size(0) * (shape.rank() == 3 ? shape.size(1) : 1),
                SlidingAxis.padded(1, 1, 1, 0, 1, false), along);
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

    /** The shape of an output with one value per window of an image. */
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

    /** The number of elements of a window, for a dilation of 1: those in the padded image, or in the image alone. */
    double elements(int window, boolean countIncludePad) {
        int row = window / horizontal.windows();
        int column = window % horizontal.windows();
        return Math.max(1,
                vertical.elements(row, countIncludePad) * (double) horizontal.elements(column, countIncludePad));
    }

    /** The number of elements of a window that lies in the padded image. */
    double area() {
        return (double) vertical.kernel() * horizontal.kernel();
    }

    /** Rows from {@code top} to {@code bottom} (exclusive), and columns likewise. */
    record Part(int top, int bottom, int left, int right) {}
}
