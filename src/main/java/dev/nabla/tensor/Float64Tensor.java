package dev.nabla.tensor;

/** A tensor stored in float64. */
public record Float64Tensor(Shape shape, double[] values) implements Tensor {

    public Float64Tensor {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(values.length + " values for shape " + shape);
        }
    }

    @Override
    public DType dtype() {
        return DType.FLOAT64;
    }

    @Override
    public double get(int position) {
        return values[position];
    }

    @Override
    public void set(int position, double value) {
        values[position] = value;
    }

    @Override
    public void read(int position, double[] into, int count) {
        System.arraycopy(values, position, into, 0, count);
    }

    @Override
    public void write(int position, double[] from, int count) {
        System.arraycopy(from, 0, values, position, count);
    }
}
