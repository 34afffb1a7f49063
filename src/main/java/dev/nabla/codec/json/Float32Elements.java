package dev.nabla.codec.json;

import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;

/** Numbers in float32, rounded from their text directly. */
final class Float32Elements extends NumberElements {

    private final FloatRowParser rows;
    private final ElementChunks<float[]> chunks = new ElementChunks<>(Storage::floats);

    Float32Elements(NumberParser numbers, StringParser strings, ValueReader values) {
        super(numbers, strings, values);
        this.rows = new FloatRowParser(numbers);
    }

    @Override
    boolean add(NumberParser number) {
        float value = number.toFloat();
        add((double) value);
        return Float.isFinite(value);
    }

    @Override
    void add(double value) {
        chunks.last()[chunks.count()] = (float) value;
        chunks.added(1);
    }

    @Override
    public int readMany(int most) {
        float[] into = chunks.last();
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
        return DType.FLOAT32;
    }

    @Override
    public JsonNumbers field(String name, Shape shape) {
        return new JsonNumbers(name, new Float32Tensor(shape, chunks.all()), new Float32Corrections());
    }

    /** Never: such a number was rejected when it was added. */
    @Override
    public int firstOutOfFloat32Range() {
        return -1;
    }
}
