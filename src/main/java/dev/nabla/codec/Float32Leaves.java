package dev.nabla.codec;

import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Shape;
import java.util.Arrays;

/** Numbers in float32, each rounded to it at once. */
final class Float32Leaves extends NumberLeaves {

    private final NumberParser numbers;
    private float[] elements = new float[8];
    private int size;

    Float32Leaves(NumberParser numbers, StringParser strings, ValueReader values) {
        super(numbers, strings, values);
        this.numbers = numbers;
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
        elements[size++] = (float) value;
    }

    @Override
    public int readMany(int most) {
        makeRoom();
        int before = size;
        size = numbers.readFloats(elements, before, before + Math.min(most, elements.length - before));
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
        return DType.FLOAT32;
    }

    @Override
    public Numbers field(String name, Shape shape) {
        float[] exact = size == elements.length ? elements : Arrays.copyOf(elements, size);
        return new Numbers(name, new Float32Tensor(shape, exact), new Float32Corrections());
    }

    /** Such a number is a fault of its own here. */
    @Override
    public int firstBeyondFloat32() {
        return -1;
    }
}
