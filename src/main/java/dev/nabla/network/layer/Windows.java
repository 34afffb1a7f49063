package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.tensor.Shape;

/**
 * Windows that slide over the last two axes of a tensor of shape (C, H, W) or (N, C, H, W). Around its edges lie
 * {@code padding} places that hold nothing.
 *
 * @param planes how many images there are, counting channels
 * @param height rows of an image
 * @param width columns of an image
 * @param kernelHeight rows of a window
 * @param kernelWidth columns of a window
 * @param stride how far a window moves
 * @param padding places around the edges
 * @param dilation how far apart the places of a window lie
 */
record Windows(
    int planes,
    int height,
    int width,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int padding,
    int dilation) {

    /** No image has as many rows; sizes and their products with one another fit a {@code long}. */
    static final String SIZES = "[1, 65535]";
    static final String PADDINGS = "[0, 65535]";

    /**
     * The windows over a shape.
     *
     * @param size the parameter or option that says how large they are
     * @throws dev.nabla.tensor.InvalidRequestException if none fits
     */
    static Windows over(Shape shape, String size, int kernelHeight, int kernelWidth, long stride, long padding,
            long dilation) {
        if (shape.rank() != 3 && shape.rank() != 4) {
            throw Layer.misfit(Layer.INPUT, "the layer needs the shape (N, C, H, W) or (C, H, W), and " + shape
                    + " reaches it");
        }
        int height = shape.size(-2);
        int width = shape.size(-1);
        if ((kernelHeight - 1) * dilation + 1 > height + 2 * padding
                || (kernelWidth - 1) * dilation + 1 > width + 2 * padding) {
            throw Layer.misfit(size, size + " makes windows of " + ((kernelHeight - 1) * dilation + 1) + " by "
                    + ((kernelWidth - 1) * dilation + 1) + ", which do not fit into the " + (height + 2 * padding)
                    + " by " + (width + 2 * padding) + " of what reaches the layer (shape " + shape
                    + ") with its padding");
        }
        int planes = shape.size(0) * (shape.rank() == 4 ? shape.size(1) : 1);
        return new Windows(planes, height, width, kernelHeight, kernelWidth, (int) stride, (int) padding,
                (int) dilation);
    }

    /** Rows of windows. */
    int rows() {
        return (height + 2 * padding - dilation * (kernelHeight - 1) - 1) / stride + 1;
    }

    /** Columns of windows. */
    int columns() {
        return (width + 2 * padding - dilation * (kernelWidth - 1) - 1) / stride + 1;
    }

    /** How many windows an image has. */
    int count() {
        return Math.multiplyExact(rows(), columns());
    }

    int imageSize() {
        return height * width;
    }

    /** The shape of one number for each window, instead of the images' shape. */
    Shape outputShape(Shape shape) {
        return shape.with(shape.rank() - 2, rows()).with(shape.rank() - 1, columns());
    }

    /**
     * Where in an image each place of each window lies, -1 where it holds nothing: those of the first place, then those of
     * the second, …
     */
    int[] positions() {
        int windows = count();
        int[] positions = new int[Math.multiplyExact(Math.multiplyExact(kernelHeight, kernelWidth), windows)];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(i % windows, i / windows);
        }
        return positions;
    }

    private int position(int window, int place) {
        int row = window / columns() * stride - padding + place / kernelWidth * dilation;
        int column = window % columns() * stride - padding + place % kernelWidth * dilation;
        return row < 0 || row >= height || column < 0 || column >= width ? -1 : row * width + column;
    }

    /** The part of a window that lies in the image, of windows whose places are neighbours. */
    Part part(int window) {
        int top = window / columns() * stride - padding;
        int left = window % columns() * stride - padding;
        return new Part(Math.max(0, top), Math.min(height, top + kernelHeight), Math.max(0, left),
                Math.min(width, left + kernelWidth));
    }

    /** Rows from {@code top} up to, but without, {@code bottom}, and columns likewise. */
    record Part(int top, int bottom, int left, int right) {}
}
