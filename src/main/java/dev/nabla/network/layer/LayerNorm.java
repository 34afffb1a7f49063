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

/** Numbers of mean 0 and variance 1, then scaled and shifted. Over which axes, weight and bias say by their shape. */
@LayerDefinition(
    summary = "Shifts and scales the numbers of the last axes to mean 0 and variance 1, and then as learnt.",
    shapes = "(…, features) → the same",
    formula = "y = \\hat{x} \\odot w + b, \\quad \\hat{x} = \\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}",
    rules = {
            "\\frac{\\partial L}{\\partial x} = \\frac{1}{\\sqrt{\\sigma^2 + \\epsilon}}\\bigl(h - \\overline{h} - \\hat{x}\\,\\overline{h \\odot \\hat{x}}\\bigr), \\quad h = g \\odot w",
            "\\frac{\\partial L}{\\partial w} = \\sum_n g_n \\odot \\hat{x}_n",
            "\\frac{\\partial L}{\\partial b} = \\sum_n g_n"},
    reference = "PyTorch LayerNorm; Ba et al. (2016), Layer normalization")
public record LayerNorm(
    @Option(value = "added to the variance", within = "[0, inf)") double eps,
    @Option(
        value = "how many of the last axes are taken together; those of weight or bias by default, or 1 without them",
        within = "[1, 64]") @Nullable Long normalizedAxes)
        implements Layer {

    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";
    private static final String NORMALIZED_AXES = "normalized_axes";

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.learnable(WEIGHT, "(features)", "what each normalized feature is multiplied by").optional(),
            Parameter.learnable(BIAS, "(features)", "what is added to each normalized feature").optional());

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
            throw Layer.misfit(INPUT, "layer_norm needs an axis of features, and a bare number reaches it");
        }
        if (normalizedAxes != null && normalizedAxes > input.rank()) {
            throw Layer.misfit(NORMALIZED_AXES, "normalized_axes must be at most " + input.rank()
                    + ": what reaches the layer has the shape " + input + "; was " + normalizedAxes);
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
            throw Layer.misfit(name, name + " must have the shape " + features + " of the last axes of what reaches "
                    + "the layer (shape " + input + "), has " + parameter.shape());
        }
    }

    private int axes(Parameters parameters) {
        if (normalizedAxes != null) {
            return Math.toIntExact(normalizedAxes);
        }
        Float64Tensor weight = parameters.find(WEIGHT);
        Float64Tensor shaping = weight == null ? parameters.find(BIAS) : weight;
        return shaping == null ? 1 : Math.max(1, shaping.shape().rank());
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

    /** Writes the normalized numbers of a row, and answers what they were multiplied by. */
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
                ofRow(row, g, gradient);
            }
            return new Float64Tensor(upstream.shape(), gradient);
        }

        private void ofRow(int row, double[] g, double[] gradient) {
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
            double slope = projection.value() / count;
            for (int i = start; i < start + count; i++) {
                gradient[i] = scales[row] * (gradient[i] - mean - normal[i] * slope);
            }
        }
    }
}
