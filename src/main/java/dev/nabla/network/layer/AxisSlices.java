package dev.nabla.network.layer;

import dev.nabla.tensor.Shape;

/**
 * The lines of a tensor along one axis.
 *
 * @param length how many numbers a line has
 * @param stride how far apart they lie
 * @param count how many lines there are
 */
record AxisSlices(int length, int stride, int count) {

    static AxisSlices along(Shape shape, int axis) {
        int length = shape.size(axis);
        return new AxisSlices(length, shape.stride(axis), length == 0 ? 0 : shape.elements() / length);
    }

    /** Copies the numbers of a line out of the tensor. */
    void read(double[] tensor, int line, double[] into) {
        int start = start(line);
        for (int i = 0; i < length; i++) {
            into[i] = tensor[start + i * stride];
        }
    }

    /** Copies the numbers of a line into the tensor. */
    void write(double[] from, int line, double[] tensor) {
        int start = start(line);
        for (int i = 0; i < length; i++) {
            tensor[start + i * stride] = from[i];
        }
    }

    private int start(int line) {
        return line / stride * stride * length + line % stride;
    }
}
