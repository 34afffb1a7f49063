package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.network.Parameters;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;

/** A layer that turns each line along an axis into another by itself. */
interface AxisLayer extends Layer {

    /** The axis, from 0 on or from -1 backwards. */
    long dim();

    /** Writes the output for a line, of at least one number. */
    void value(double[] x, double[] y);

    /** Writes the gradient with respect to a line, given that with respect to its output. */
    void gradient(double[] x, double[] upstream, double[] gradient);

    @Override
    default Shape outputShape(Shape input, Parameters parameters) {
        Axis.of("dim", dim(), input);
        return input;
    }

    @Override
    default Pass forward(Tensor sent, Parameters parameters) {
        Float64Tensor input = sent.widened();
        AxisSlices lines = AxisSlices.along(input.shape(), Axis.of("dim", dim(), input.shape()));
        double[] output = new double[input.values().length];
        double[] x = new double[lines.length()];
        double[] y = new double[lines.length()];
        for (int line = 0; line < lines.count(); line++) {
            lines.read(input.values(), line, x);
            value(x, y);
            lines.write(y, line, output);
        }
        return new LinePass(this, lines, input, new Float64Tensor(input.shape(), output));
    }

    /** The lines of an input and of its output. */
    record LinePass(AxisLayer layer, AxisSlices lines, Float64Tensor input, Float64Tensor output) implements Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            double[] ofInput = new double[input.values().length];
            double[] x = new double[lines.length()];
            double[] g = new double[lines.length()];
            double[] gradient = new double[lines.length()];
            for (int line = 0; line < lines.count(); line++) {
                lines.read(input.values(), line, x);
                lines.read(upstream.values(), line, g);
                layer.gradient(x, g, gradient);
                lines.write(gradient, line, ofInput);
            }
            return new Float64Tensor(input.shape(), ofInput);
        }
    }
}
