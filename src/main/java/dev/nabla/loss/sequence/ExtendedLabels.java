package dev.nabla.loss.sequence;

import java.util.HashMap;
import java.util.Map;

/**
 * The labels of a target with a blank before, between and after them: the states that an alignment passes through, in order.
 *
 * @param slots which of the classes each state emits
 * @param skips whether a state may be entered from the one before the last, or, one past the end, the end be reached from it
 * @param classes the distinct classes, first the blank
 */
record ExtendedLabels(int[] slots, boolean[] skips, int[] classes) {

    static ExtendedLabels of(int blank, int... labels) {
        int states = 2 * labels.length + 1;
        int[] slots = new int[states];
        boolean[] skips = new boolean[states + 1];
        Map<Integer, Integer> slotOf = new HashMap<>(Map.of(blank, 0));
        for (int i = 0; i < labels.length; i++) {
            slots[2 * i + 1] = slotOf.computeIfAbsent(labels[i], _ -> slotOf.size());
            skips[2 * i + 1] = i == 0 || labels[i] != labels[i - 1];
        }
        skips[states] = true;
        int[] classes = new int[slotOf.size()];
        slotOf.forEach((label, slot) -> classes[slot] = label);
        return new ExtendedLabels(slots, skips, classes);
    }

    /** The number of states. */
    int count() {
        return slots.length;
    }

    /** Whether a state may be entered from the one before the last. */
    boolean isEnteredBySkip(int state) {
        return skips[state];
    }

    /** The slot of the label that may follow a state, or the start, −1, at the next time step; that of the blank if none may. */
    int following(int state) {
        int label = state % 2 == 0 ? state + 1 : state + 2;
        return label < count() && (state % 2 == 0 || skips[label]) ? slots[label] : 0;
    }

    /** Whether a state may be left for the one after the next. */
    boolean isLeftBySkip(int state) {
        return state % 2 == 1 && skips[state + 2];
    }
}
