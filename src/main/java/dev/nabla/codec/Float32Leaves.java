package dev.nabla.codec;

import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers in float32, each rounded to it at once. */
final class Float32Leaves extends NumberLeaves {

    private final RowParser rows;
    private final List<float[]> full = new ArrayList<>();
    private float[] chunk = new float[8];
    private int count;

    Float32Leaves(NumberParser numbers, StringParser strings, ValueReader values) {
        super(numbers, strings, values);
        this.rows = new RowParser(numbers);
    }

    @Override
    boolean add(NumberParser number) {
        float value = number.toFloat();
        add((double) value);
        return Float.isFinite(value);
    }

    @Override
    void add(double value) {
        makeRoom();
        chunk[count++] = (float) value;
    }

    @Override
    public int readMany(int most) {
        makeRoom();
        int before = count;
        count = rows.readFloats(chunk, before, before + Math.min(most, chunk.length - before));
        return count - before;
    }

    private void makeRoom() {
        if (count == CHUNK) {
            full.add(chunk);
            chunk = Storage.floats(CHUNK);
            count = 0;
        } else if (count == chunk.length) {
            chunk = Arrays.copyOf(chunk, 2 * count);
        }
    }

    @Override
    int size() {
        return full.size() * CHUNK + count;
    }

    @Override
    DType dtype() {
        return DType.FLOAT32;
    }

    @Override
    public Numbers field(String name, Shape shape) {
        return new Numbers(name, new Float32Tensor(shape, elements()), new Float32Corrections());
    }

    /** Such a number is a fault of its own here. */
    @Override
    public int firstBeyondFloat32() {
        return -1;
    }

    private float[] elements() {
        if (full.isEmpty()) {
            return count == chunk.length ? chunk : Arrays.copyOf(chunk, count);
        }
        float[] all = Storage.floats(size());
        System.arraycopy(chunk, 0, all, full.size() * CHUNK, count);
        Storage.giveBack(chunk);
        for (int i = full.size() - 1; i >= 0; i--) {
            System.arraycopy(full.get(i), 0, all, i * CHUNK, CHUNK);
            Storage.giveBack(full.get(i));
        }
        return all;
    }
}
