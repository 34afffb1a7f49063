package dev.nabla.network;

import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state of an optimizer for one parameter; empty before the first step. */
public final class OptimizerState {

    private final int size;
    private final Map<String, double[]> slots = new LinkedHashMap<>();

    /** Creates the state before the first step, for a parameter of {@code size} elements. */
    public OptimizerState(int size) {
        this.size = size;
    }

    /** Restores a slot from an earlier step. */
    public void put(Slot slot, double[] values) {
        slots.put(slot.name(), values);
    }

    public boolean has(Slot slot) {
        return slots.containsKey(slot.name());
    }

    /** The values of a slot for each element of the parameter; initially zeros. */
    public double[] each(Slot slot) {
        return each(slot, 0);
    }

    /** The values of a slot for each element of the parameter, with a given initial value. */
    public double[] each(Slot slot, double initial) {
        return slots.computeIfAbsent(slot.name(), _ -> {
            double[] values = new double[size];
            Arrays.fill(values, initial);
            return values;
        });
    }

    /** Multiplies the value of a single-valued slot, initially 1, by a factor and returns it before it is rounded. */
    public ScaledDoubleDouble multiply(Slot slot, ScaledDoubleDouble factor) {
        double[] value = slots.computeIfAbsent(slot.name(), _ -> new double[]{1});
        ScaledDoubleDouble product = factor.times(value[0]);
        value[0] = product.value();
        return product;
    }

    /** Advances to the next step and returns its number; the first is 1. */
    public double nextStep() {
        double[] step = slots.computeIfAbsent(Slot.STEP.name(), _ -> new double[1]);
        step[0]++;
        return step[0];
    }

    /** All values, by slot name. */
    public Map<String, double[]> slots() {
        return slots;
    }
}
