package dev.nabla.evaluation;

import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaleFactor;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.RowwiseLoss;
import java.util.OptionalLong;

/** Evaluates a rowwise loss row by row: gathers each row into buffers and scatters its derivatives. */
final class RowwisePass {

    private static final ScaleFactor ZERO = new ScaleFactor(DoubleDouble.ZERO, null);

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
        Divisor divisor = Divisor.of(task, geometry.values(), row -> isIncluded[row],
                row -> loss.divisor(rowElements.moveTo(row)));
        Cotangents cotangents = derivatives.cotangents(divisor);
        double[] values = new double[rows];
        if (derivatives.areConcurrent()) {
            Parallel.run(rows, (long) rows * geometry.length(), Parallel.ELEMENTS_PER_THREAD,
                    (from, to) -> evaluate(from, to, isIncluded, cotangents, values));
        } else {
            evaluate(0, rows, isIncluded, cotangents, values);
        }
        Reducer reducer = new Reducer(task, divisor, geometry.values());
        return reducer.evaluation(derivatives.gradientTensors(), derivatives.hessianTensors(), cotangents,
                reducer.add(0, values, rows));
    }

    private void evaluate(int fromRow, int toRow, boolean[] isIncluded, Cotangents cotangents, double[] values) {
        RowBuffers row = new RowBuffers(task, geometry, derivatives);
        for (int i = fromRow; i < toRow; i++) {
            Deadline.check();
            if (isIncluded[i]) {
                boolean isNumber = row.load(i);
                values[i] = isNumber ? loss.evaluate(row) : row.undefined();
                row.store(cotangents.of(i));
            } else {
                row.moveTo(i).zero();
                row.store(ZERO);
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
