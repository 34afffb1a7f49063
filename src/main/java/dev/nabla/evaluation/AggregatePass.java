package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.AggregateLoss;
import dev.nabla.tensor.Tensor;

/** Evaluates a batch loss that is one number, which puts it together itself. */
final class AggregatePass {

    private final Task task;
    private final AggregateLoss loss;
    private final Derivatives derivatives;
    private final WholeBatch elements;
    private final int size;

    AggregatePass(Task task, AggregateLoss loss, Derivatives derivatives) {
        this.task = task;
        this.loss = loss;
        this.derivatives = derivatives;
        this.size = task.firstShape().elements();
        this.elements = new WholeBatch(task);
    }

    Evaluation evaluate() {
        DoubleDouble divisor = Divisor.of(task, task.firstShape());
        AggregateLoss.Pass pass = loss.forward(new Elements(divisor));
        double value = divisor.isZero() ? Double.NaN : pass.loss();
        Tensor upstream = task.gradOutput();
        double factor = upstream == null ? 1 : upstream.get(0);
        double[][] slopes = new double[loss.inputs().size()][size];
        if (derivatives.wantsGradients()) {
            pass.gradient(factor, slopes);
            store(derivatives.gradients(), slopes, value);
        }
        if (derivatives.wantsHessians()) {
            pass.hessian(factor, slopes);
            store(derivatives.hessians(), slopes, value);
        }
        return new Evaluation(Tensor.scalar(value, task.dtype()), derivatives.gradientTensors(),
                derivatives.hessianTensors());
    }

    /** A loss of NaN has a gradient of NaN wherever something took part. */
    private void store(DerivativeSink[] sinks, double[][] slopes, double value) {
        for (int k = 0; k < slopes.length; k++) {
            for (int i = 0; i < size; i++) {
                double slope = Double.isNaN(value) ? Double.NaN : slopes[k][i];
                slopes[k][i] = task.takesPart(i) ? slope : 0;
            }
            sinks[k].add(0, slopes[k], size);
        }
    }

    private final class Elements implements AggregateLoss.WeightedBatch {

        private final DoubleDouble divisor;

        Elements(DoubleDouble divisor) {
            this.divisor = divisor;
        }

        @Override
        public double[] elements(int input) {
            return elements.elements(input);
        }

        @Override
        public boolean takesPart(int element) {
            return elements.takesPart(element);
        }

        @Override
        public double weight(int element) {
            Tensor weight = task.sampleWeight();
            return weight == null ? 1 : weight.get(element);
        }

        @Override
        public DoubleDouble divisor() {
            return divisor;
        }
    }
}
