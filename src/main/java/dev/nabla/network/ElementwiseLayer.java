package dev.nabla.network;

import dev.nabla.kernel.Parallel;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.Map;

/** A layer that applies a function to each element: an activation. */
public interface ElementwiseLayer extends Layer {

    /** The output for an element. */
    double value(double x);

    /** The derivative of the output with respect to the element. */
    double derivative(double x);

    /** The gradient with respect to the element. */
    default double gradient(double x, double upstream) {
        return upstream * derivative(x);
    }

    @Override
    default Shape outputShape(Shape input, Parameters parameters) {
        return input;
    }

    @Override
    default Pass forward(Tensor input, Parameters parameters) {
        double[] x = input.widened().values();
        double[] y = Storage.doubles(x.length);
        Parallel.run(x.length, x.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int i = from; i < to; i++) {
                y[i] = value(x[i]);
            }
        });
        return new ElementwisePass(this, x, new Float64Tensor(input.shape(), y));
    }

    /** Where the upstream gradient is 0, the gradient is 0, even if the derivative is infinite. */
    record ElementwisePass(ElementwiseLayer layer, double[] x, Float64Tensor output) implements Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            double[] g = upstream.values();
            double[] gradient = Storage.doubles(x.length);
            Parallel.run(x.length, x.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
                for (int i = from; i < to; i++) {
                    gradient[i] = g[i] == 0 ? 0 : 0.0 + layer.gradient(x[i], g[i]);
                }
            });
            return new Float64Tensor(upstream.shape(), gradient);
        }
    }
}
