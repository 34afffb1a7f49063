package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Layer normalization over the last axes. The shape of weight and bias determines which. */
@LayerDefinition(
    summary = "Layer normalization: normalizes the last axes to mean 0 and variance 1, then applies the learned scale and bias.",
    shapes = "(…, features) → same as input",
    formula = "y = \\hat{x} \\odot w + b, \\quad \\hat{x} = \\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}",
    rules = {
            "\\frac{\\partial L}{\\partial x} = \\frac{1}{\\sqrt{\\sigma^2 + \\epsilon}}\\bigl(h - \\overline{h} - \\hat{x}\\,\\overline{h \\odot \\hat{x}}\\bigr), \\quad h = g \\odot w",
            "\\frac{\\partial L}{\\partial w} = \\sum_n g_n \\odot \\hat{x}_n",
            "\\frac{\\partial L}{\\partial b} = \\sum_n g_n"},
    reference = "PyTorch LayerNorm; Ba et al. (2016), Layer normalization")
public record LayerNorm(
    @Option(value = "added to the variance for numerical stability", within = "[0, inf)") double eps,
    @Option(
        value = "number of last axes that are normalized together; defaults to those of weight or bias, or 1 without them",
        within = "[1, 64]") @Nullable Long normalizedAxes)
        implements Layer {

    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";
    private static final String NORMALIZED_AXES = "normalized_axes";

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.learnable(WEIGHT, "(features)", "scale of each normalized feature").optional(),
            Parameter.learnable(BIAS, "(features)", "bias of each normalized feature").optional());

    public LayerNorm {
        OptionSpec.check(LayerNorm.class, "eps", eps);
        if (normalizedAxes != null) {
            OptionSpec.check(LayerNorm.class, "normalizedAxes", (double) normalizedAxes);
        }
    }

    public LayerNorm() {
        this(1e-5, null);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        if (input.rank() == 0) {
            throw Layer.misfit(INPUT, "the input of layer_norm must have a feature axis, got a scalar");
        }
        if (normalizedAxes != null && normalizedAxes > input.rank()) {
            throw Layer.misfit(NORMALIZED_AXES, "normalized_axes must be at most " + input.rank()
                    + ", since the layer's input has shape " + input + "; got " + normalizedAxes);
        }
        int axes = Math.min(axes(parameters), input.rank());
        Shape features = input;
        for (int i = axes; i < input.rank(); i++) {
            features = features.without(0);
        }
        check(WEIGHT, features, input, parameters);
        check(BIAS, features, input, parameters);
        return input;
    }

    private static void check(String name, Shape features, Shape input, Parameters parameters) {
        Float64Tensor parameter = parameters.find(name);
        if (parameter != null && !parameter.shape().equals(features)) {
            throw Layer.misfit(name, name + " must have shape " + features + " of the last axes of the layer's input "
                    + input + ", got " + parameter.shape());
        }
    }

    private int axes(Parameters parameters) {
        if (normalizedAxes != null) {
            return Math.toIntExact(normalizedAxes);
        }
        Float64Tensor weight = parameters.find(WEIGHT);
        Float64Tensor reference = weight == null ? parameters.find(BIAS) : weight;
        return reference == null ? 1 : Math.max(1, reference.shape().rank());
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Shape shape = input.shape();
        int features = shape.stride(shape.rank() - axes(parameters) - 1);
        int rows = features == 0 ? 0 : shape.elements() / features;
        double[] x = input.widened().values();
        double[] normal = new double[shape.elements()];
        double[] scales = new double[rows];
        for (int row = 0; row < rows; row++) {
            scales[row] = normalize(x, row * features, features, normal);
        }
        double[] output = normal.clone();
        Float64Tensor weight = parameters.find(WEIGHT);
        Float64Tensor bias = parameters.find(BIAS);
        for (int i = 0; i < output.length; i++) {
            double scaled = weight == null ? output[i] : output[i] * weight.values()[i % features];
            output[i] = bias == null ? scaled : scaled + bias.values()[i % features];
        }
        return new LayerNormPass(normal, scales, weight, bias, new Float64Tensor(shape, output));
    }

    /** Writes the normalized elements of a row and returns their scale, 1/√(σ² + ε). */
    private double normalize(double[] x, int start, int count, double[] normal) {
        CompensatedSum sum = new CompensatedSum();
        sum.add(x, start, start + count);
        DoubleDouble mean = new DoubleDouble(sum.hi(), sum.lo()).dividedBy(count);
        CompensatedSum squares = new CompensatedSum();
        for (int i = start; i < start + count; i++) {
            normal[i] = DoubleDouble.of(x[i]).minus(mean).value();
            squares.addProduct(normal[i], normal[i]);
        }
        double scale = 1 / Math.sqrt(squares.value() / count + eps);
        for (int i = start; i < start + count; i++) {
            normal[i] *= scale;
        }
        return scale;
    }

    private record LayerNormPass(
        double[] normal,
        double[] scales,
        @Nullable Float64Tensor weight,
        @Nullable Float64Tensor bias,
        Float64Tensor output) implements Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            double[] g = upstream.values();
            if (weight != null) {
                double[] sums = new double[weight.values().length];
                for (int i = 0; i < g.length; i++) {
                    sums[i % sums.length] += g[i] * normal[i];
                }
                gradients.put(WEIGHT, new Float64Tensor(weight.shape(), sums));
            }
            if (bias != null) {
                double[] sums = new double[bias.values().length];
                for (int i = 0; i < g.length; i++) {
                    sums[i % sums.length] += g[i];
                }
                gradients.put(BIAS, new Float64Tensor(bias.shape(), sums));
            }
            double[] gradient = new double[g.length];
            for (int row = 0; row < scales.length; row++) {
                backwardRow(row, g, gradient);
            }
            return new Float64Tensor(upstream.shape(), gradient);
        }

        private void backwardRow(int row, double[] g, double[] gradient) {
            int count = g.length / scales.length;
            int start = row * count;
            CompensatedSum sum = new CompensatedSum();
            CompensatedSum projection = new CompensatedSum();
            for (int i = start; i < start + count; i++) {
                gradient[i] = weight == null ? g[i] : g[i] * weight.values()[i - start];
                sum.add(gradient[i]);
                projection.addProduct(gradient[i], normal[i]);
            }
            double mean = sum.value() / count;
            double meanProjection = projection.value() / count;
            for (int i = start; i < start + count; i++) {
                gradient[i] = scales[row] * (gradient[i] - mean - normal[i] * meanProjection);
            }
        }
    }
}
