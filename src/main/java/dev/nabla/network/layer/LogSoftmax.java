package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.network.LayerDefinition;
import dev.nabla.option.Option;
import java.util.Arrays;

/** The logarithm of softmax. */
@LayerDefinition(
    summary = "Log-softmax: turns logits into log-probabilities along an axis.",
    shapes = "at least one axis → same as input",
    formula = "y_i = x_i - \\log \\sum_j e^{x_j}",
    rules = "\\frac{\\partial L}{\\partial x_i} = g_i - e^{y_i} \\sum_j g_j",
    reference = "PyTorch LogSoftmax")
public record LogSoftmax(@Option("axis along which the probabilities sum to 1") long dim) implements AxisLayer {

    public LogSoftmax() {
        this(-1);
    }

    @Override
    public void value(double[] x, double[] y) {
        StableSoftmax softmax = new StableSoftmax(x, x.length, new double[x.length]);
        for (int i = 0; i < x.length; i++) {
            y[i] = softmax.isDefined() ? 0.0 - softmax.negativeLogProbability(i).value() : Double.NaN;
        }
    }

    /** A class's own upstream gradient has the factor 1 - p, the sum of the other probabilities: nothing cancels. */
    @Override
    public void gradient(double[] x, double[] upstream, double[] gradient) {
        StableSoftmax softmax = new StableSoftmax(x, x.length, new double[x.length]);
        if (!softmax.isDefined()) {
            Arrays.fill(gradient, Double.NaN);
            return;
        }
        CompensatedSum sum = new CompensatedSum();
        sum.add(upstream, 0, upstream.length);
        DoubleDouble total = new DoubleDouble(sum.hi(), sum.lo());
        for (int i = 0; i < x.length; i++) {
            DoubleDouble own = softmax.complement(i).times(upstream[i]);
            gradient[i] = own.minus(total.minus(upstream[i]).times(softmax.probability(i))).value();
        }
    }
}
