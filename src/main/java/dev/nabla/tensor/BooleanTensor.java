package dev.nabla.tensor;

/** A tensor of Booleans in row-major order. */
public record BooleanTensor(Shape shape, boolean[] values) {

    public BooleanTensor {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(values.length + " values for shape " + shape);
        }
    }
}
