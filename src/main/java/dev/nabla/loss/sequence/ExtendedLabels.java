package dev.nabla.loss.sequence;

import java.util.HashMap;
import java.util.Map;

/**
 * The labels of a target with a blank before, between and after them: the states that an alignment passes through, in order.
 *
 * @param slots which of the classes each state emits
 * @param isEnteredBySkip 1 for a state that may be entered from the one before the last, else 0
 * @param isLeftBySkip 1 for a state that may be left for the one after the next, or the last label for the end, else 0
 * @param classes the distinct classes, first the blank
 */
record ExtendedLabels(int[] slots, double[] isEnteredBySkip, double[] isLeftBySkip, int[] classes) {

    static ExtendedLabels of(int blank, int... labels) {
        int states = 2 * labels.length + 1;
        int[] slots = new int[states];
        double[] isEnteredBySkip = new double[states];
        double[] isLeftBySkip = new double[states];
        Map<Integer, Integer> slotOf = new HashMap<>(Map.of(blank, 0));
        for (int i = 0; i < labels.length; i++) {
            slots[2 * i + 1] = slotOf.computeIfAbsent(labels[i], _ -> slotOf.size());
            isEnteredBySkip[2 * i + 1] = i == 0 || labels[i] != labels[i - 1] ? 1 : 0;
            isLeftBySkip[2 * i + 1] = i == labels.length - 1 || labels[i] != labels[i + 1] ? 1 : 0;
        }
        int[] classes = new int[slotOf.size()];
        slotOf.forEach((label, slot) -> classes[slot] = label);
        return new ExtendedLabels(slots, isEnteredBySkip, isLeftBySkip, classes);
    }

    /** The number of states. */
    int count() {
        return slots.length;
    }

    /** The slot of the label that may follow a state, or the start, −1, at the next time step; that of the blank if none may. */
    int following(int state) {
        int label = state % 2 == 0 ? state + 1 : state + 2;
        return label < count() && (state % 2 == 0 || isEnteredBySkip[label] != 0) ? slots[label] : 0;
    }
}
