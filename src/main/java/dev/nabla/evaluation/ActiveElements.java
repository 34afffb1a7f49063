package dev.nabla.evaluation;

import dev.nabla.loss.Geometry;
import dev.nabla.loss.RowwiseLoss;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The elements of a task's first input that the loss depends on: those whose values are neither masked nor ignored. */
public final class ActiveElements {

    private final Geometry geometry;
    private final IntPredicate isActive;
    private final IntPredicate isUsed;

    public ActiveElements(Task task) {
        this.geometry = task.geometry();
        this.isActive = isActive(task, geometry);
        this.isUsed = geometry.uses(isActive);
    }

    /** Whether an element of the mask is neither masked nor ignored. */
    private static IntPredicate isActive(Task task, Geometry geometry) {
        if (task.loss() instanceof RowwiseLoss loss && loss.ignoredIndex().isPresent()) {
            long ignored = loss.ignoredIndex().getAsLong();
            RowBuffers rows = new RowBuffers(task, geometry, new Derivatives(task, false));
            return row -> task.isIncluded(row) && !rows.moveTo(row).hasClass(ignored);
        }
        return task::isIncluded;
    }

    /** Whether the element at a position is active. */
    public boolean contains(int position) {
        return isUsed.test(position);
    }

    /** The number of values that are neither masked nor ignored. */
    public int activeValues() {
        return geometry.masksValues() ? (int) IntStream.range(0, values()).filter(isActive).count() : values();
    }

    /** The number of entries of the first axis with a value that is neither masked nor ignored. */
    public int activeSamples() {
        int size = geometry.values().stride(0);
        return (int) IntStream.range(0, values()).filter(isActive).map(value -> value / size).distinct().count();
    }

    /** The number of values of the unreduced loss. */
    public int values() {
        return geometry.values().elements();
    }
}
