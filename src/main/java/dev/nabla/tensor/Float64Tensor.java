package dev.nabla.tensor;

/** A tensor stored in float64. */
public record Float64Tensor(Shape shape, double[] values) implements Tensor {

    public Float64Tensor {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(values.length + " values for shape " + shape);
        }
    }

    /** A tensor of zeros. */
    public static Float64Tensor zeros(Shape shape) {
        return new Float64Tensor(shape, new double[shape.elements()]);
    }

    /** The sum of two tensors of one shape, rounded. */
    public static Float64Tensor sum(Tensor a, Tensor b) {
        double[] sum = Storage.doubles(a.shape().elements());
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a.get(i) + b.get(i);
        }
        return new Float64Tensor(a.shape(), sum);
    }

    @Override
    public DType dtype() {
        return DType.FLOAT64;
    }

    @Override
    public Float64Tensor widened() {
        return this;
    }

    @Override
    public double get(int position) {
        return values[position];
    }

    @Override
    public boolean isFinite() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return Double.isFinite(largest);
    }

    @Override
    public void set(int position, double value) {
        values[position] = value;
    }

    @Override
    public void read(int position, int stride, double[] target, int from, int to) {
        if (stride == 1) {
            System.arraycopy(values, position, target, from, to - from);
        } else {
            for (int i = from; i < to; i++) {
                target[i] = values[position + (i - from) * stride];
            }
        }
    }

    @Override
    public void write(int position, int stride, double[] source, int from, int to) {
        if (stride == 1) {
            System.arraycopy(source, from, values, position, to - from);
        } else {
            for (int i = from; i < to; i++) {
                values[position + (i - from) * stride] = source[i];
            }
        }
    }
}
