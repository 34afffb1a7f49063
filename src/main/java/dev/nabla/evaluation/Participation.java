package dev.nabla.evaluation;

import dev.nabla.loss.RowwiseLoss;

/** Which elements of the first input take part in a task: those of values that are neither masked nor ignored. */
public final class Participation {

    private final Task task;
    private final Geometry geometry;
    private final RowBuffers rows;

    public Participation(Task task) {
        this.task = task;
        this.geometry = Geometry.of(task.loss(), task.firstShape(), task.axis());
        this.rows = new RowBuffers(task, geometry, new Derivatives(task));
    }

    public boolean takesPart(int position) {
        int value = geometry.valueOf(position);
        return task.takesPart(value) && !isIgnored(value);
    }

    private boolean isIgnored(int value) {
        return task.loss() instanceof RowwiseLoss loss && loss.ignoredIndex().isPresent()
                && rows.at(value).hasClass(loss.ignoredIndex().getAsLong());
    }

    /** The number of values that take part. */
    public int count() {
        int count = 0;
        for (int value = 0; value < geometry.values().elements(); value++) {
            if (task.takesPart(value) && !isIgnored(value)) {
                count++;
            }
        }
        return count;
    }

    /** The number of values, those that are left out among them. */
    public int values() {
        return geometry.values().elements();
    }
}
