package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.JointLoss;
import java.util.Arrays;

/** Evaluates a batch loss of several values: one pass forward, and one back for each input whose derivative is wanted. */
final class JointPass {

    private final Task task;
    private final Derivatives derivatives;
    private final Geometry geometry;
    private final JointLoss.Pass pass;
    private final double[] values;
    private final boolean[] counts;

    JointPass(Task task, JointLoss loss, Derivatives derivatives) {
        this.task = task;
        this.derivatives = derivatives;
        this.geometry = Geometry.of(loss, task.firstShape(), task.axis());
        this.pass = loss.forward(new WholeBatch(task));
        this.values = new double[geometry.values().elements()];
        this.counts = new boolean[values.length];
    }

    Evaluation evaluate() {
        boolean isAnything = false;
        for (int i = 0; i < values.length; i++) {
            counts[i] = task.takesPart(i) && pass.divisor(i) != 0;
            values[i] = counts[i] ? pass.value(i) : 0;
            isAnything |= counts[i];
        }
        DoubleDouble divisor = Divisor.of(task, geometry.values(), i -> counts[i] ? pass.divisor(i) : 0);
        Reducer reducer = new Reducer(task, divisor, geometry.values());
        CompensatedSum sum = reducer.add(0, values, values.length);
        if (isAnything) {
            JointLoss.Cotangents cotangents = i -> counts[i] ? reducer.cotangent(i) : DoubleDouble.ZERO;
            boolean isUndefined = divisor.isZero();
            store(derivatives.gradients(), isUndefined, (k, slopes) -> pass.gradient(k, cotangents, slopes));
            store(derivatives.hessians(), isUndefined, (k, slopes) -> pass.hessian(k, cotangents, slopes));
        } else {
            store(derivatives.gradients(), false, (_, _) -> {});
            store(derivatives.hessians(), false, (_, _) -> {});
        }
        return new Evaluation(reducer.loss(new CompensatedSum[]{sum}), derivatives.gradientTensors(),
                derivatives.hessianTensors());
    }

    /** Where counts or weights sum to 0, whatever takes part has a derivative of NaN. */
    private void store(DerivativeSink[] sinks, boolean isUndefined, Derivative derivative) {
        for (int k = 0; k < sinks.length; k++) {
            if (sinks[k].isWanted()) {
                double[] slopes = new double[sinks[k].tensor().shape().elements()];
                if (isUndefined) {
                    Arrays.setAll(slopes, position -> task.takesPart(geometry.valueOf(position)) ? Double.NaN : 0);
                } else {
                    derivative.write(k, slopes);
                }
                sinks[k].add(0, slopes, slopes.length);
            }
        }
    }

    @FunctionalInterface
    private interface Derivative {

        void write(int input, double[] slopes);
    }
}
