package dev.nabla.codec;

import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers in float64, with what it takes to round their texts to float32 later. */
final class Float64Leaves extends NumberLeaves {

    private final Float32Corrections corrections = new Float32Corrections();
    private final RowParser rows;
    private final List<double[]> full = new ArrayList<>();
    private double[] chunk = new double[8];
    private int count;

    Float64Leaves(NumberParser numbers, StringParser strings, ValueReader values) {
        super(numbers, strings, values);
        this.rows = new RowParser(numbers);
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
        makeRoom();
        chunk[count++] = value;
    }

    @Override
    public int readMany(int most) {
        makeRoom();
        int before = count;
        count = rows.readDoubles(chunk, before, before + Math.min(most, chunk.length - before));
        return count - before;
    }

    private void makeRoom() {
        if (count == CHUNK) {
            full.add(chunk);
            chunk = Storage.doubles(CHUNK);
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
        return DType.FLOAT64;
    }

    @Override
    public Numbers field(String name, Shape shape) {
        return new Numbers(name, new Float64Tensor(shape, elements()), corrections);
    }

    @Override
    public int firstBeyondFloat32() {
        double[] elements = elements();
        float[] rounded = corrections.round(elements, elements.length);
        for (int i = 0; i < elements.length; i++) {
            if (Float.isInfinite(rounded[i]) && Double.isFinite(elements[i])) {
                return i;
            }
        }
        return -1;
    }

    private double[] elements() {
        if (full.isEmpty()) {
            return count == chunk.length ? chunk : Arrays.copyOf(chunk, count);
        }
        double[] all = Storage.doubles(size());
        System.arraycopy(chunk, 0, all, full.size() * CHUNK, count);
        Storage.giveBack(chunk);
        for (int i = full.size() - 1; i >= 0; i--) {
            System.arraycopy(full.get(i), 0, all, i * CHUNK, CHUNK);
            Storage.giveBack(full.get(i));
        }
        return all;
    }
}
