package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.JointLoss;
import dev.nabla.tensor.Storage;

/** Evaluates a batch loss with several values: first all values, then the requested derivatives, input by input. */
final class JointPass {

    private final Task task;
    private final Derivatives derivatives;
    private final Geometry geometry;
    private final BatchDerivatives batch;
    private final JointLoss.Pass pass;
    private final double[] values;
    private final boolean[] isIncluded;

    JointPass(Task task, JointLoss loss, Derivatives derivatives) {
        this.task = task;
        this.derivatives = derivatives;
        this.geometry = task.geometry();
        this.batch = new BatchDerivatives(task, geometry);
        this.pass = loss.forward(new WholeBatch(task));
        this.values = Storage.doubles(geometry.values().elements());
        this.isIncluded = new boolean[values.length];
    }

    Evaluation evaluate() {
        Parallel.run(values.length, task.elements(), Parallel.ELEMENTS_PER_THREAD, this::evaluate);
        DoubleDouble divisor = Divisor.of(task, geometry.values(), i -> isIncluded[i] ? pass.divisor(i) : 0);
        Reducer reducer = new Reducer(task, divisor, geometry.values());
        CompensatedSum sum = reducer.add(0, values, values.length);
        Storage.giveBack(values);
        JointLoss.Cotangents cotangents = i -> isIncluded[i] ? reducer.cotangent(i) : DoubleDouble.ZERO;
        boolean isUndefined = divisor.isZero();
        store(derivatives.gradients(), isUndefined,
                (k, into) -> batch.inParallel(pass.parts(k),
                        (from, to) -> pass.gradient(k, from, to, cotangents, into)));
        store(derivatives.hessians(), isUndefined,
                (k, into) -> batch.inParallel(pass.parts(k),
                        (from, to) -> pass.hessian(k, from, to, cotangents, into)));
        return new Evaluation(reducer.loss(new CompensatedSum[]{sum}), derivatives.gradientTensors(),
                derivatives.hessianTensors());
    }

    private void evaluate(int from, int to) {
        for (int i = from; i < to; i++) {
            isIncluded[i] = (!geometry.masksValues() || task.isIncluded(i)) && pass.divisor(i) != 0;
            values[i] = isIncluded[i] ? pass.value(i) : 0;
        }
    }

    private boolean isAnyIncluded() {
        for (boolean included : isIncluded) {
            if (included) {
                return true;
            }
        }
        return false;
    }

    /** If the divisor is 0, derivatives of included values are NaN. If no value is included, all derivatives are 0. */
    private void store(DerivativeSink[] sinks, boolean isUndefined, BatchDerivatives.Derivative derivative) {
        boolean isAny = isAnyIncluded();
        for (int k = 0; k < sinks.length; k++) {
            if (sinks[k].isRequested()) {
                if (!isAny) {
                    batch.store(k, sinks[k], (_, _) -> {});
                } else if (isUndefined) {
                    batch.store(k, sinks[k], BatchDerivatives::fillWithNaN);
                } else {
                    batch.store(k, sinks[k], derivative);
                }
            }
        }
    }
}
