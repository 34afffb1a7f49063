package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.Geometry;
import dev.nabla.tensor.Tensor;

/** Evaluates a batch loss that is one number, which puts it together itself. */
final class AggregatePass {

    private final Task task;
    private final AggregateLoss loss;
    private final Derivatives derivatives;
    private final Geometry geometry;
    private final BatchSlopes slopes;

    AggregatePass(Task task, AggregateLoss loss, Derivatives derivatives) {
        this.task = task;
        this.loss = loss;
        this.derivatives = derivatives;
        this.geometry = task.geometry();
        this.slopes = new BatchSlopes(task, geometry);
    }

    Evaluation evaluate() {
        DoubleDouble divisor = Divisor.of(task, geometry.mask());
        AggregateLoss.Pass pass = loss.forward(new Elements(task, divisor));
        double value = divisor.isZero() ? Double.NaN : pass.loss();
        Tensor upstream = task.gradOutput();
        double factor = upstream == null ? 1 : upstream.get(0);
        store(derivatives.gradients(), value,
                (k, into) -> slopes.write(pass.parts(k), (from, to) -> pass.gradient(k, from, to, factor, into)));
        store(derivatives.hessians(), value,
                (k, into) -> slopes.write(pass.parts(k), (from, to) -> pass.hessian(k, from, to, factor, into)));
        return new Evaluation(Tensor.scalar(value, task.dtype()), derivatives.gradientTensors(),
                derivatives.hessianTensors());
    }

    /** A loss of NaN has a gradient of NaN wherever something took part. */
    private void store(DerivativeSink[] sinks, double value, BatchSlopes.Derivative derivative) {
        for (int k = 0; k < sinks.length; k++) {
            if (sinks[k].isWanted()) {
                slopes.store(k, sinks[k], Double.isNaN(value) ? BatchSlopes::undefined : derivative);
            }
        }
    }

    private static final class Elements extends WholeBatch implements AggregateLoss.WeightedBatch {

        private final Task task;
        private final DoubleDouble divisor;

        Elements(Task task, DoubleDouble divisor) {
            super(task);
            this.task = task;
            this.divisor = divisor;
        }

        @Override
        public double weight(int place) {
            Tensor weight = task.sampleWeight();
            return weight == null ? 1 : weight.get(place);
        }

        @Override
        public DoubleDouble divisor() {
            return divisor;
        }
    }
}
