package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.RowwiseLoss;
import java.util.OptionalLong;

/** Evaluates a rowwise loss, row by row: each is gathered into buffers, and its derivatives scattered from others. */
final class RowwisePass {

    private final Task task;
    private final RowwiseLoss loss;
    private final Derivatives derivatives;
    private final Geometry geometry;
    private final RowBuffers row;

    RowwisePass(Task task, RowwiseLoss loss, Derivatives derivatives) {
        this.task = task;
        this.loss = loss;
        this.derivatives = derivatives;
        this.geometry = Geometry.of(loss, task.firstShape(), task.axis());
        this.row = new RowBuffers(task, geometry, derivatives);
    }

    Evaluation evaluate() {
        boolean[] counts = counts();
        DoubleDouble divisor = Divisor.of(task, counts.length,
                value -> counts[value] ? loss.divisor(row.at(value)) : 0);
        Reducer reducer = new Reducer(task, divisor, geometry.values());
        for (int value = 0; value < counts.length; value++) {
            if (counts[value]) {
                boolean isNumber = row.load(value);
                reducer.add(value, isNumber ? loss.evaluate(row) : row.undefined());
                row.store(reducer.cotangent(value));
            }
        }
        return new Evaluation(reducer.loss(), derivatives.gradientTensors(), derivatives.hessianTensors());
    }

    /** Which rows are neither masked nor ignored. */
    private boolean[] counts() {
        boolean[] counts = new boolean[geometry.values().elements()];
        for (int value = 0; value < counts.length; value++) {
            counts[value] = task.takesPart(value) && !isIgnored(value);
        }
        return counts;
    }

    private boolean isIgnored(int value) {
        OptionalLong ignored = loss.ignoredIndex();
        return ignored.isPresent() && row.at(value).hasClass(ignored.getAsLong());
    }
}
