package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
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

    /** Two arrays for normalized elements, and boxed numbers for a row. */
    @Override
    public Cost cost(Shape input, Shape output, Parameters parameters) {
        return Layer.ofElements(input, output).plus(Cost.retained(2L * input.elements()))
                .plus(Cost.scratch(8L * input.elements())).plus(Cost.operations(200L * input.elements()));
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Shape shape = input.shape();
        int features = shape.stride(shape.rank() - axes(parameters) - 1);
        double[] x = input.widened().values();
        NormalizedRow[] rows = new NormalizedRow[features == 0 ? 0 : x.length / features];
        Parallel.run(rows.length, x.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int row = from; row < to; row++) {
                rows[row] = NormalizedRow.of(Arrays.copyOfRange(x, row * features, (row + 1) * features), eps);
            }
        });
        Float64Tensor weight = parameters.find(WEIGHT);
        Float64Tensor bias = parameters.find(BIAS);
        double[] output = new double[x.length];
        for (int i = 0; i < output.length; i++) {
            ScaledDoubleDouble scaled = weighted(rows[i / features].normal(i % features), weight, i % features);
            output[i] = (bias == null ? scaled : scaled.plus(ScaledDoubleDouble.of(bias.values()[i % features])))
                    .value();
        }
        return new LayerNormPass(rows, weight, bias, new Float64Tensor(shape, output));
    }

    private static ScaledDoubleDouble weighted(DoubleDouble number, @Nullable Float64Tensor weight, int feature) {
        ScaledDoubleDouble scaled = ScaledDoubleDouble.of(number);
        return weight == null ? scaled : scaled.times(weight.values()[feature]);
    }

    /**
     * A normalized row.
     *
     * @param high the normalized elements, rounded to float64
     * @param low what was rounded off
     * @param scale 1/√(σ² + ε)
     */
    private record NormalizedRow(double[] high, double[] low, ScaledDoubleDouble scale) {

        /** Normalizes a row, whose largest element is scaled to about 1, so that squares neither overflow nor underflow. */
        static NormalizedRow of(double[] x, double eps) {
            int exponent = ScaledDoubleDouble.of(largest(x)).exponent();
            CompensatedSum sum = new CompensatedSum();
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.scalb(x[i], -exponent);
                sum.add(x[i]);
            }
            DoubleDouble mean = isConstant(x) ? DoubleDouble.of(x[0]) : sum.total().dividedBy(x.length);
            DoubleDouble squares = DoubleDouble.ZERO;
            for (double each : x) {
                squares = squares.plus(mean.minus(each).squared());
            }
            ScaledDoubleDouble variance = ScaledDoubleDouble.of(squares.dividedBy(x.length))
                    .plus(ScaledDoubleDouble.of(eps).times(ScaledDoubleDouble.power(-2 * exponent)));
            ScaledDoubleDouble inverse = ScaledDoubleDouble.ONE.dividedBy(variance.squareRoot());
            double[] low = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                DoubleDouble normal = inverse.times(mean.minus(x[i]).negated()).toDoubleDouble();
                x[i] = normal.hi();
                low[i] = normal.lo();
            }
            return new NormalizedRow(x, low, inverse.times(ScaledDoubleDouble.power(-exponent)));
        }

        private static double largest(double[] x) {
            double largest = 0;
            for (double each : x) {
                largest = Math.max(largest, Math.abs(each));
            }
            return largest;
        }

        private static boolean isConstant(double[] x) {
            return Arrays.stream(x).allMatch(each -> each == x[0]);
        }

        DoubleDouble normal(int i) {
            return new DoubleDouble(high[i], low[i]);
        }

        /** Writes the gradient with respect to the row, given that with respect to its normalized elements. */
        void gradient(ScaledDoubleDouble[] h, double[] gradient, int start) {
            ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
            ScaledDoubleDouble projection = ScaledDoubleDouble.ZERO;
            for (int i = 0; i < h.length; i++) {
                sum = sum.plus(h[i]);
                projection = projection.plus(h[i].times(normal(i)));
            }
            DoubleDouble count = DoubleDouble.of(h.length);
            ScaledDoubleDouble mean = sum.dividedBy(count);
            ScaledDoubleDouble meanProjection = projection.dividedBy(count);
            for (int i = 0; i < h.length; i++) {
                gradient[start + i] = h[i].minus(mean).minus(meanProjection.times(normal(i))).times(scale).value();
            }
        }
    }

    private record LayerNormPass(
        NormalizedRow[] rows,
        @Nullable Float64Tensor weight,
        @Nullable Float64Tensor bias,
        Float64Tensor output) implements Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            double[] g = upstream.values();
            if (weight != null) {
                int features = weight.values().length;
                CompensatedSums sums = new CompensatedSums(features);
                for (int i = 0; i < g.length; i++) {
                    sums.addProduct(i % features, rows[i / features].normal(i % features), g[i]);
                }
                gradients.put(WEIGHT, new Float64Tensor(weight.shape(), sums.totals()));
            }
            if (bias != null) {
                CompensatedSums sums = new CompensatedSums(bias.values().length);
                for (int i = 0; i < g.length; i++) {
                    sums.add(i % bias.values().length, g[i]);
                }
                gradients.put(BIAS, new Float64Tensor(bias.shape(), sums.totals()));
            }
            double[] gradient = new double[g.length];
            Parallel.run(rows.length, g.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
                for (int row = from; row < to; row++) {
                    backwardRow(row, g, gradient);
                }
            });
            return new Float64Tensor(upstream.shape(), gradient);
        }

        private void backwardRow(int row, double[] g, double[] gradient) {
            int count = g.length / rows.length;
            ScaledDoubleDouble[] h = new ScaledDoubleDouble[count];
            for (int i = 0; i < count; i++) {
                h[i] = weighted(DoubleDouble.of(g[row * count + i]), weight, i);
            }
            rows[row].gradient(h, gradient, row * count);
        }
    }
}
