package dev.nabla.codec.json;

import dev.nabla.tensor.Storage;
import java.util.Arrays;

/** The few numbers of a float64 tensor whose text rounds to another float than their double does. */
final class Float32Corrections {

    private static final int[] NO_POSITIONS = {};
    private static final float[] NO_VALUES = {};

    private int[] positions = NO_POSITIONS;
    private float[] values = NO_VALUES;
    private int count;

    void add(int position, float value) {
        if (count == positions.length) {
            int capacity = ArrayGrowth.capacity(count, count + 1);
            positions = Arrays.copyOf(positions, capacity);
            values = Arrays.copyOf(values, capacity);
        }
        positions[count] = position;
        values[count] = value;
        count++;
    }

    /** Rounds numbers to float as their text would round. */
    float[] round(double[] numbers, int size) {
        float[] rounded = Storage.floats(size);
        for (int i = 0; i < size; i++) {
            rounded[i] = (float) numbers[i];
        }
        for (int i = 0; i < count; i++) {
            rounded[positions[i]] = values[i];
        }
        return rounded;
    }
}
