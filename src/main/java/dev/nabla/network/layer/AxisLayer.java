package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.network.Parameters;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;

/** A layer that maps each slice along an axis independently. */
interface AxisLayer extends Layer {

    /** The axis, from 0 or from -1 backwards. */
    long dim();

    /** Writes the output of a nonempty slice. */
    void value(double[] x, double[] y);

    /** Writes the gradient with respect to a slice, given the upstream gradient. */
    void gradient(double[] x, double[] upstream, double[] gradient);

    @Override
    default Shape outputShape(Shape input, Parameters parameters) {
        Axis.of("dim", dim(), input);
        return input;
    }

    @Override
    default Pass forward(Tensor tensor, Parameters parameters) {
        Float64Tensor input = tensor.widened();
        AxisSlices slices = AxisSlices.along(input.shape(), Axis.of("dim", dim(), input.shape()));
        double[] output = new double[input.values().length];
        double[] x = new double[slices.length()];
        double[] y = new double[slices.length()];
        for (int slice = 0; slice < slices.count(); slice++) {
            slices.read(input.values(), slice, x);
            value(x, y);
            slices.write(y, slice, output);
        }
        return new SlicePass(this, slices, input, new Float64Tensor(input.shape(), output));
    }

    /** The forward pass of all slices. */
    record SlicePass(AxisLayer layer, AxisSlices slices, Float64Tensor input, Float64Tensor output) implements Pass {

        private static final double SMALL = 0x1p-800;
        private static final double LARGE = 0x1p900;
        private static final int SHIFT = 200;

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            double[] ofInput = new double[input.values().length];
            double[] x = new double[slices.length()];
            double[] g = new double[slices.length()];
            double[] gradient = new double[slices.length()];
            for (int slice = 0; slice < slices.count(); slice++) {
                slices.read(input.values(), slice, x);
                slices.read(upstream.values(), slice, g);
                int exponent = shift(g);
                scale(g, exponent);
                layer.gradient(x, g, gradient);
                scale(gradient, -exponent);
                slices.write(gradient, slice, ofInput);
            }
            return new Float64Tensor(input.shape(), ofInput);
        }

        /** The power of two that takes an upstream gradient to a size whose sums and products do not leave the range. */
        private static int shift(double[] upstream) {
            double largest = 0;
            for (double each : upstream) {
                largest = Math.max(largest, Math.abs(each));
            }
            return largest < SMALL ? SHIFT : largest > LARGE ? -SHIFT : 0;
        }

        private static void scale(double[] values, int exponent) {
            for (int i = 0; exponent != 0 && i < values.length; i++) {
                values[i] = Math.scalb(values[i], exponent);
            }
        }
    }
}
