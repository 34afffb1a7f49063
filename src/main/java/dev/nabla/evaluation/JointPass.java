package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.JointLoss;
import dev.nabla.tensor.Storage;

/** Evaluates a batch loss of several values: first all values, then, input by input, the derivatives that are wanted. */
final class JointPass {

    private final Task task;
    private final Derivatives derivatives;
    private final Geometry geometry;
    private final BatchSlopes slopes;
    private final JointLoss.Pass pass;
    private final double[] values;
    private final boolean[] counts;

    JointPass(Task task, JointLoss loss, Derivatives derivatives) {
        this.task = task;
        this.derivatives = derivatives;
        this.geometry = task.geometry();
        this.slopes = new BatchSlopes(task, geometry);
        this.pass = loss.forward(new WholeBatch(task));
        this.values = Storage.doubles(geometry.values().elements());
        this.counts = new boolean[values.length];
    }

    Evaluation evaluate() {
        Parallel.run(values.length, task.elements(), Parallel.ELEMENTS_PER_THREAD, this::evaluate);
        DoubleDouble divisor = Divisor.of(task, geometry.values(), i -> counts[i] ? pass.divisor(i) : 0);
        Reducer reducer = new Reducer(task, divisor, geometry.values());
        CompensatedSum sum = reducer.add(0, values, values.length);
        Storage.giveBack(values);
        JointLoss.Cotangents cotangents = i -> counts[i] ? reducer.cotangent(i) : DoubleDouble.ZERO;
        boolean isUndefined = divisor.isZero();
        store(derivatives.gradients(), isUndefined,
                (k, into) -> slopes.write(pass.parts(k), (from, to) -> pass.gradient(k, from, to, cotangents, into)));
        store(derivatives.hessians(), isUndefined,
                (k, into) -> slopes.write(pass.parts(k), (from, to) -> pass.hessian(k, from, to, cotangents, into)));
        return new Evaluation(reducer.loss(new CompensatedSum[]{sum}), derivatives.gradientTensors(),
                derivatives.hessianTensors());
    }

    private void evaluate(int from, int to) {
        for (int i = from; i < to; i++) {
            counts[i] = (!geometry.masksValues() || task.takesPart(i)) && pass.divisor(i) != 0;
            values[i] = counts[i] ? pass.value(i) : 0;
        }
    }

    private boolean isAnythingCounted() {
        for (boolean isCounted : counts) {
            if (isCounted) {
                return true;
            }
        }
        return false;
    }

    /** Where counts or weights sum to 0, whatever takes part has a derivative of NaN; nothing has one where nothing counts. */
    private void store(DerivativeSink[] sinks, boolean isUndefined, BatchSlopes.Derivative derivative) {
        boolean isAnything = isAnythingCounted();
        for (int k = 0; k < sinks.length; k++) {
            if (sinks[k].isWanted()) {
                if (!isAnything) {
                    slopes.store(k, sinks[k], (_, _) -> {});
                } else if (isUndefined) {
                    slopes.store(k, sinks[k], BatchSlopes::undefined);
                } else {
                    slopes.store(k, sinks[k], derivative);
                }
            }
        }
    }
}
