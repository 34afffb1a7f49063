package dev.nabla.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the steps so far left for one parameter. At the first step there is nothing. */
public final class OptimizerState {

    private final int size;
    private final Map<String, double[]> slots = new LinkedHashMap<>();

    /** The state before the first step of a parameter of so many numbers. */
    public OptimizerState(int size) {
        this.size = size;
    }

    /** Puts back what an earlier step left. */
    public void put(Slot slot, double[] numbers) {
        slots.put(slot.name(), numbers);
    }

    public boolean has(Slot slot) {
        return slots.containsKey(slot.name());
    }

    /** What is kept for each number of the parameter; zeros at first. */
    public double[] each(Slot slot) {
        return each(slot, 0);
    }

    /** What is kept for each number of the parameter, a number of the optimizer's at first. */
    public double[] each(Slot slot, double initially) {
        return slots.computeIfAbsent(slot.name(), _ -> {
            double[] numbers = new double[size];
            Arrays.fill(numbers, initially);
            return numbers;
        });
    }

    /** The single number that is kept, multiplied by a factor; the factor itself at first. */
    public double multiply(Slot slot, double factor) {
        double[] number = slots.computeIfAbsent(slot.name(), _ -> new double[]{1});
        number[0] *= factor;
        return number[0];
    }

    /** The number of this step, the first being 1. */
    public double nextStep() {
        double[] step = slots.computeIfAbsent(Slot.STEP.name(), _ -> new double[1]);
        step[0]++;
        return step[0];
    }

    /** All that is kept, by name of slot. */
    public Map<String, double[]> slots() {
        return slots;
    }
}
