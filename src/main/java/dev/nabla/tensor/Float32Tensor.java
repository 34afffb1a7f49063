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
    public Float64Tensor widened() {
        double[] widened = Storage.doubles(values.length);
        read(0, widened, widened.length);
        return new Float64Tensor(shape, widened);
    }

    @Override
    public double get(int position) {
        return values[position];
    }

    @Override
    public boolean isFinite() {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return Float.isFinite(largest);
    }

    @Override
    public void set(int position, double value) {
        values[position] = (float) value;
    }

    @Override
    public void read(int position, int stride, double[] target, int from, int to) {
        if (stride == 1) {
            for (int i = from; i < to; i++) {
                target[i] = values[position + i - from];
            }
        } else {
            for (int i = from; i < to; i++) {
                target[i] = values[position + (i - from) * stride];
            }
        }
    }

    @Override
    public void write(int position, int stride, double[] source, int from, int to) {
        if (stride == 1) {
            for (int i = from; i < to; i++) {
                values[position + i - from] = (float) source[i];
            }
        } else {
            for (int i = from; i < to; i++) {
                values[position + (i - from) * stride] = (float) source[i];
            }
        }
    }
}
