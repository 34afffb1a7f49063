package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.RowwiseLoss;
import java.util.OptionalLong;

/** Evaluates a rowwise loss row by row: gathers each row into buffers and scatters its derivatives. */
final class RowwisePass {

    private final Task task;
    private final RowwiseLoss loss;
    private final Derivatives derivatives;
    private final Geometry geometry;
    private final RowBuffers rowElements;

    RowwisePass(Task task, RowwiseLoss loss, Derivatives derivatives) {
        this.task = task;
        this.loss = loss;
        this.derivatives = derivatives;
        this.geometry = task.geometry();
        this.rowElements = new RowBuffers(task, geometry, derivatives);
    }

    Evaluation evaluate() {
        boolean[] isIncluded = includedRows();
        int rows = isIncluded.length;
        DoubleDouble divisor = Divisor.of(task, geometry.values(),
                row -> isIncluded[row] ? loss.divisor(rowElements.moveTo(row)) : 0);
        Reducer reducer = new Reducer(task, divisor, geometry.values());
        double[] values = new double[rows];
        if (derivatives.areConcurrent()) {
            Parallel.run(rows, (long) rows * geometry.length(), Parallel.ELEMENTS_PER_THREAD,
                    (from, to) -> evaluate(from, to, isIncluded, reducer, values));
        } else {
            evaluate(0, rows, isIncluded, reducer, values);
        }
        CompensatedSum sum = reducer.add(0, values, rows);
        return new Evaluation(reducer.loss(new CompensatedSum[]{sum}), derivatives.gradientTensors(),
                derivatives.hessianTensors());
    }

    private void evaluate(int fromRow, int toRow, boolean[] isIncluded, Reducer reducer, double[] values) {
        RowBuffers row = new RowBuffers(task, geometry, derivatives);
        for (int i = fromRow; i < toRow; i++) {
            if (isIncluded[i]) {
                boolean isNumber = row.load(i);
                values[i] = isNumber ? loss.evaluate(row) : row.undefined();
                row.store(reducer.cotangent(i));
            } else {
                row.moveTo(i).zero();
                row.store(DoubleDouble.ONE);
            }
        }
    }

    /** Which rows are neither masked nor ignored. */
    private boolean[] includedRows() {
        boolean[] isIncluded = new boolean[geometry.values().elements()];
        for (int value = 0; value < isIncluded.length; value++) {
            isIncluded[value] = task.isIncluded(value) && !isIgnored(value);
        }
        return isIncluded;
    }

    private boolean isIgnored(int value) {
        OptionalLong ignored = loss.ignoredIndex();
        return ignored.isPresent() && rowElements.moveTo(value).hasClass(ignored.getAsLong());
    }
}
