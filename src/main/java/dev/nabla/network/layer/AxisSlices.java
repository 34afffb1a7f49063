package dev.nabla.network.layer;

import dev.nabla.tensor.Shape;

/**
 * The slices of a tensor along one axis.
 *
 * @param length the number of elements of a slice
 * @param stride the distance between them in the tensor's array
 * @param count the number of slices
 */
record AxisSlices(int length, int stride, int count) {

    static AxisSlices along(Shape shape, int axis) {
        int length = shape.size(axis);
        return new AxisSlices(length, shape.stride(axis), length == 0 ? 0 : shape.elements() / length);
    }

    /** Copies a slice out of the tensor. */
    void read(double[] tensor, int slice, double[] target) {
        int start = start(slice);
        for (int i = 0; i < length; i++) {
            target[i] = tensor[start + i * stride];
        }
    }

    /** Copies a slice into the tensor. */
    void write(double[] source, int slice, double[] tensor) {
        int start = start(slice);
        for (int i = 0; i < length; i++) {
            tensor[start + i * stride] = source[i];
        }
    }

    private int start(int slice) {
        return slice / stride * stride * length + slice % stride;
    }
}
