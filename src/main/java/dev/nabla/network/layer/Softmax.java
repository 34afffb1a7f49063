package dev.nabla.network.layer;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.network.LayerDefinition;
import dev.nabla.option.Option;
import java.util.Arrays;

/** The softmax function. */
@LayerDefinition(
    summary = "Softmax: turns logits into probabilities that sum to 1 along an axis.",
    shapes = "at least one axis → same as input",
    formula = "y_i = \\frac{e^{x_i}}{\\sum_j e^{x_j}}",
    rules = "\\frac{\\partial L}{\\partial x_i} = y_i\\,\\bigl(g_i - \\sum_j g_j\\,y_j\\bigr)",
    reference = "PyTorch Softmax")
public record Softmax(@Option("axis along which the probabilities sum to 1") long dim) implements AxisLayer {

    public Softmax() {
        this(-1);
    }

    @Override
    public void value(double[] x, double[] y) {
        StableSoftmax softmax = new StableSoftmax(x, x.length, new double[x.length]);
        if (softmax.isDefined()) {
            softmax.probabilities(1, y);
        } else {
            Arrays.fill(y, Double.NaN);
        }
    }

    /**
     * Upstream gradients are taken relative to that of the most probable class, whose probability may be close to 1.
     */
    @Override
    public void gradient(double[] x, double[] upstream, double[] gradient) {
        StableSoftmax softmax = new StableSoftmax(x, x.length, new double[x.length]);
        if (!softmax.isDefined()) {
            Arrays.fill(gradient, Double.NaN);
            return;
        }
        int largest = softmax.largest();
        DoubleDouble mean = DoubleDouble.of(0);
        for (int i = 0; i < x.length; i++) {
            mean = mean.plus(DoubleDouble.difference(upstream[i], upstream[largest]).times(softmax.probability(i)));
        }
        for (int i = 0; i < x.length; i++) {
            gradient[i] = DoubleDouble.difference(upstream[i], upstream[largest]).minus(mean)
                    .times(softmax.probability(i)).value();
        }
    }
}
