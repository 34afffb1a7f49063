package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.BatchLoss;
import dev.nabla.tensor.Tensor;
import java.util.Objects;

/** Evaluates a batch loss, which puts its values together itself. */
final class BatchPass {

    private final Task task;
    private final BatchLoss loss;
    private final Derivatives derivatives;
    private final double[][] elements;
    private final int size;

    BatchPass(Task task, BatchLoss loss, Derivatives derivatives) {
        this.task = task;
        this.loss = loss;
        this.derivatives = derivatives;
        this.size = task.firstShape().elements();
        this.elements = loss.inputs().stream().map(input -> numbers(Objects.requireNonNull(task.input(input))))
                .toArray(double[][]::new);
    }

    private static double[] numbers(Tensor tensor) {
        double[] numbers = new double[tensor.shape().elements()];
        tensor.read(0, numbers, numbers.length);
        return numbers;
    }

    Evaluation evaluate() {
        DoubleDouble divisor = Divisor.of(task, task.firstShape());
        BatchLoss.Pass pass = loss.forward(new Elements(divisor));
        double value = divisor.isZero() ? Double.NaN : pass.loss();
        Tensor upstream = task.gradOutput();
        double factor = upstream == null ? 1 : upstream.get(0);
        double[][] slopes = new double[elements.length][size];
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

    private final class Elements implements BatchLoss.Batch {

        private final DoubleDouble divisor;

        Elements(DoubleDouble divisor) {
            this.divisor = divisor;
        }

        @Override
        public double[] elements(int input) {
            return elements[input];
        }

        @Override
        public boolean takesPart(int element) {
            return task.takesPart(element);
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
