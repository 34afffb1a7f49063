package dev.nabla.tensor;

/** A tensor stored in float32. */
public record Float32Tensor(Shape shape, float[] values) implements Tensor {

    public Float32Tensor {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(values.length + " values for shape " + shape);
        }
    }

    @Override
    public DType dtype() {
        return DType.FLOAT32;
    }

    @Override
    public double get(int position) {
        return values[position];
    }

    @Override
    public void set(int position, double value) {
        values[position] = (float) value;
    }

    @Override
    public void read(int position, double[] into, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = values[position + i];
        }
    }

    @Override
    public void write(int position, double[] from, int count) {
        for (int i = 0; i < count; i++) {
            values[position + i] = (float) from[i];
        }
    }
}
