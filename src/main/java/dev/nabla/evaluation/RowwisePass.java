package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.RowwiseLoss;
import java.util.OptionalLong;

/** Evaluates a rowwise loss, row by row: each is gathered into buffers, and its derivatives scattered from others. */
final class RowwisePass {

    private final Task task;
    private final RowwiseLoss loss;
    private final Derivatives derivatives;
    private final Geometry geometry;
    private final RowBuffers singles;

    RowwisePass(Task task, RowwiseLoss loss, Derivatives derivatives) {
        this.task = task;
        this.loss = loss;
        this.derivatives = derivatives;
        this.geometry = task.geometry();
        this.singles = new RowBuffers(task, geometry, derivatives);
    }

    Evaluation evaluate() {
        boolean[] counts = counts();
        int rows = counts.length;
        DoubleDouble divisor = Divisor.of(task, geometry.values(),
                row -> counts[row] ? loss.divisor(singles.at(row)) : 0);
        Reducer reducer = new Reducer(task, divisor, geometry.values());
        double[] values = new double[rows];
        if (derivatives.areSeparate()) {
            Parallel.run(rows, (long) rows * geometry.length(), Parallel.ELEMENTS_PER_THREAD,
                    (from, to) -> evaluate(from, to, counts, reducer, values));
        } else {
            evaluate(0, rows, counts, reducer, values);
        }
        CompensatedSum sum = reducer.add(0, values, rows);
        return new Evaluation(reducer.loss(new CompensatedSum[]{sum}), derivatives.gradientTensors(),
                derivatives.hessianTensors());
    }

    private void evaluate(int firstRow, int lastRow, boolean[] counts, Reducer reducer, double[] values) {
        RowBuffers row = new RowBuffers(task, geometry, derivatives);
        for (int i = firstRow; i < lastRow; i++) {
            if (counts[i]) {
                boolean isNumber = row.load(i);
                values[i] = isNumber ? loss.evaluate(row) : row.undefined();
                row.store(reducer.cotangent(i));
            } else {
                row.at(i).zero();
                row.store(DoubleDouble.ONE);
            }
        }
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
        return ignored.isPresent() && singles.at(value).hasClass(ignored.getAsLong());
    }
}
