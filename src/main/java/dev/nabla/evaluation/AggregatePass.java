package dev.nabla.evaluation;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** Evaluates a batch loss with a single value, which applies weights and divisor itself. */
final class AggregatePass {

    private final Task task;
    private final AggregateLoss loss;
    private final Derivatives derivatives;
    private final Geometry geometry;
    private final BatchDerivatives batch;

    AggregatePass(Task task, AggregateLoss loss, Derivatives derivatives) {
        this.task = task;
        this.loss = loss;
        this.derivatives = derivatives;
        this.geometry = task.geometry();
        this.batch = new BatchDerivatives(task, geometry);
    }

    Evaluation evaluate() {
        Divisor divisor = Divisor.of(task, geometry.mask());
        TaskBatch inputs = new TaskBatch(task, divisor.common());
        AggregateLoss.Pass pass = loss.forward(inputs);
        double value = divisor.isZero() ? Double.NaN : pass.loss();
        Tensor upstream = task.gradOutput();
        double factor = upstream == null ? 1 : upstream.get(0);
        store(derivatives.gradients(), value,
                (k, into) -> batch.inParallel(pass.parts(k), (from, to) -> pass.gradient(k, from, to, factor, into)));
        if (derivatives.areHessiansConstant()) {
            store(derivatives.hessians(), 1, batch.constant(loss, inputs, new Cotangents(task, divisor, false)));
        } else {
            store(derivatives.hessians(), value, (k, into) -> batch.inParallel(pass.parts(k),
                    (from, to) -> pass.hessian(k, from, to, factor, into)));
        }
        Map<String, Tensor> gradients = derivatives.gradientTensors();
        if (task.isWeightDifferentiated()) {
            gradients.put(Task.SAMPLE_WEIGHT, weightGradient(pass, value, factor));
        }
        return new Evaluation(Tensor.scalar(value, task.dtype()), gradients,
                derivatives.hessianTensors(), ScaledDoubleDouble.of(value), ScaledDoubleDouble.ONE);
    }

    private Tensor weightGradient(AggregateLoss.Pass pass, double value, double upstream) {
        double[] gradient = new double[geometry.mask().elements()];
        if (Double.isNaN(value)) {
            Arrays.setAll(gradient, i -> task.isIncluded(i) ? Double.NaN : 0);
        } else {
            pass.weightGradient(upstream, gradient);
        }
        return new Float64Tensor(geometry.mask(), gradient).in(task.dtype());
    }

    /** If the loss is NaN, so is the derivative with respect to every unmasked element. */
    private void store(DerivativeSink[] sinks, double value, BatchDerivatives.Derivative derivative) {
        for (int k = 0; k < sinks.length; k++) {
            if (sinks[k].isRequested()) {
                batch.store(k, sinks[k], Double.isNaN(value) ? BatchDerivatives::fillWithNaN : derivative);
            }
        }
    }

    private static final class TaskBatch extends WholeBatch implements AggregateLoss.WeightedBatch {

        private final Task task;
        private final ScaledDoubleDouble divisor;

        TaskBatch(Task task, ScaledDoubleDouble divisor) {
            super(task);
            this.task = task;
            this.divisor = divisor;
        }

        @Override
        public double weight(int index) {
            Tensor weight = task.sampleWeight();
            return weight == null ? 1 : weight.get(index);
        }

        @Override
        public boolean isWeightedMean() {
            return task.reduction() == Reduction.WEIGHTED_MEAN;
        }

        @Override
        public ScaledDoubleDouble divisor() {
            return divisor;
        }
    }
}
