package dev.nabla.codec;

import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.Arrays;

/** Numbers in float64, with what it takes to round their texts to float32 later. */
final class Float64Leaves extends NumberLeaves {

    private final Float32Corrections corrections = new Float32Corrections();
    private final NumberParser numbers;
    private double[] elements = new double[8];
    private int size;

    Float64Leaves(NumberParser numbers, StringParser strings, ValueReader values) {
        super(numbers, strings, values);
        this.numbers = numbers;
    }

    @Override
    boolean add(NumberParser number) {
        double value = number.toDouble();
        if (Float32Rounding.isMidpoint(value)) {
            float rounded = number.toFloat();
            if (rounded != (float) value) {
                corrections.add(size, rounded);
            }
        }
        add(value);
        return Double.isFinite(value);
    }

    @Override
    void add(double value) {
        makeRoom();
        elements[size++] = value;
    }

    @Override
    public int readMany(int most) {
        makeRoom();
        int before = size;
        size = numbers.readDoubles(elements, before, before + Math.min(most, elements.length - before));
        return size - before;
    }

    private void makeRoom() {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, Growth.capacity(size, size + 1));
        }
    }

    @Override
    int size() {
        return size;
    }

    @Override
    DType dtype() {
        return DType.FLOAT64;
    }

    @Override
    public Numbers field(String name, Shape shape) {
        double[] exact = size == elements.length ? elements : Arrays.copyOf(elements, size);
        return new Numbers(name, new Float64Tensor(shape, exact), corrections);
    }

    @Override
    public int firstBeyondFloat32() {
        float[] rounded = corrections.round(elements, size);
        for (int i = 0; i < size; i++) {
            if (Float.isInfinite(rounded[i]) && Double.isFinite(elements[i])) {
                return i;
            }
        }
        return -1;
    }
}
