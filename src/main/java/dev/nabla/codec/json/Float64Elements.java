package dev.nabla.codec.json;

import dev.nabla.codec.decimal.Float32Rounding;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;

/** Numbers in float64, with the corrections needed to round their text to float32 later. */
final class Float64Elements extends NumberElements {

    private final Float32Corrections corrections = new Float32Corrections();
    private final DoubleRowParser rows;
    private final ElementChunks<double[]> chunks = new ElementChunks<>(Storage::doubles);

    Float64Elements(NumberParser numbers, StringParser strings, ValueReader values) {
        super(numbers, strings, values);
        this.rows = new DoubleRowParser(numbers);
    }

    @Override
    boolean add(NumberParser number) {
        double value = number.toDouble();
        if (Float32Rounding.isMidpoint(value)) {
            float rounded = number.toFloat();
            if (rounded != (float) value) {
                corrections.add(size(), rounded);
            }
        }
        add(value);
        return Double.isFinite(value);
    }

    @Override
    void add(double value) {
        chunks.last()[chunks.count()] = value;
        chunks.added(1);
    }

    @Override
    public int readMany(int most) {
        double[] into = chunks.last();
        int before = chunks.count();
        int read = rows.read(into, before, before + Math.min(most, chunks.free())) - before;
        chunks.added(read);
        return read;
    }

    @Override
    int size() {
        return chunks.size();
    }

    @Override
    DType dtype() {
        return DType.FLOAT64;
    }

    @Override
    public JsonNumbers field(String name, Shape shape) {
        return new JsonNumbers(name, new Float64Tensor(shape, chunks.all()), corrections);
    }

    @Override
    public int firstOutOfFloat32Range() {
        double[] elements = chunks.all();
        float[] rounded = corrections.round(elements, elements.length);
        for (int i = 0; i < elements.length; i++) {
            if (Float.isInfinite(rounded[i]) && Double.isFinite(elements[i])) {
                return i;
            }
        }
        return -1;
    }
}
