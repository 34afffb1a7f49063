package dev.nabla.tensor;

/** Booleans in row-major order under a shape. */
public record BooleanTensor(Shape shape, boolean[] values) {

    public BooleanTensor {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(values.length + " values for shape " + shape);
        }
    }
}
