package dev.nabla.evaluation;

import dev.nabla.loss.RowwiseLoss;

/** The elements of a task's first input that its loss depends on: those of values that are neither masked nor ignored. */
public final class ActiveElements {

    private final Task task;
    private final Geometry geometry;
    private final RowBuffers rows;

    public ActiveElements(Task task) {
        this.task = task;
        this.geometry = Geometry.of(task.loss(), task.firstShape(), task.axis());
        this.rows = new RowBuffers(task, geometry, new Derivatives(task));
    }

    /** Whether the element at a position is active. */
    public boolean contains(int position) {
        return isActive(geometry.valueOf(position));
    }

    private boolean isActive(int value) {
        return task.takesPart(value) && !isIgnored(value);
    }

    private boolean isIgnored(int value) {
        return task.loss() instanceof RowwiseLoss loss && loss.ignoredIndex().isPresent()
                && rows.at(value).hasClass(loss.ignoredIndex().getAsLong());
    }

    /** The number of values that are neither masked nor ignored. */
    public int activeValues() {
        int count = 0;
        for (int value = 0; value < values(); value++) {
            if (isActive(value)) {
                count++;
            }
        }
        return count;
    }

    /** The number of values of the unreduced loss. */
    public int values() {
        return geometry.values().elements();
    }
}
