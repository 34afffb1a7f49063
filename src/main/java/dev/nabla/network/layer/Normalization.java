package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.network.Layer;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Normalized rows, scaled and shifted feature by feature: the forward pass of normalizing layers.
 *
 * @param layout which elements are a row, and which are a feature
 * @param rows the normalized rows
 */
record Normalization(
    RowLayout layout,
    NormalizedRow[] rows,
    @Nullable Float64Tensor weight,
    @Nullable Float64Tensor bias,
    Float64Tensor output) implements Layer.Pass {

    static final String WEIGHT = "weight";
    static final String BIAS = "bias";

    /** The parameters of a layer that scales and shifts channels. */
    static final List<Parameter> OF_CHANNELS = List.of(
            Parameter.learnable(WEIGHT, "(C)", "scale of each channel").optional(),
            Parameter.learnable(BIAS, "(C)", "bias of each channel").optional());

    /**
     * Checks that an input has channels, and that each parameter has one value per channel.
     *
     * @throws InvalidRequestException if not
     */
    static void checkChannels(Shape input, Parameters parameters) {
        if (input.rank() < 2) {
            throw Layer.misfit(Layer.INPUT, "the input of the layer must have shape (N, C, …), got "
                    + (input.rank() == 0 ? "a scalar" : input));
        }
        Shape channels = Shape.of(input.size(1));
        parameters.tensors().forEach((name, tensor) -> {
            if (!tensor.shape().equals(channels)) {
                throw Layer.misfit(name, name + " must have shape " + channels
                        + ", one value per channel of the layer's input " + input + ", got " + tensor.shape());
            }
        });
    }

    /**
     * Normalizes each row, and applies weight and bias if there are any.
     *
     * @param normalize normalizes a row, whose array it may overwrite
     */
    static Normalization of(Tensor input, RowLayout layout, Parameters parameters,
            Function<double[], NormalizedRow> normalize) {
        return ofEach(input, layout, parameters, (_, x) -> normalize.apply(x));
    }

    /** Normalizes a row by its index, whose array it may overwrite. */
    @FunctionalInterface
    interface Normalizer {

        NormalizedRow normalize(int row, double[] x);
    }

    /** Normalizes each row by its index, and applies weight and bias if there are any. */
    static Normalization ofEach(Tensor input, RowLayout layout, Parameters parameters, Normalizer normalizer) {
        double[] x = input.widened().values();
        NormalizedRow[] rows = new NormalizedRow[layout.count()];
        Parallel.run(rows.length, x.length, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int row = from; row < to; row++) {
                rows[row] = normalizer.normalize(row, layout.read(x, row));
            }
        });
        Float64Tensor output = new Float64Tensor(input.shape(), new double[x.length]);
        Normalization pass = new Normalization(layout, rows, parameters.find(WEIGHT), parameters.find(BIAS), output);
        for (int i = 0; i < x.length; i++) {
            output.values()[i] = pass.shifted(pass.weighted(pass.normal(i), i), i).value();
        }
        return pass;
    }

    /** Two arrays for normalized elements, and boxed numbers for a row. */
    static Cost cost(Shape input, Shape output) {
        return Layer.ofElements(input, output).plus(Cost.retained(2L * input.elements()))
                .plus(Cost.scratch(8L * input.elements())).plus(Cost.operations(200L * input.elements()));
    }

    private DoubleDouble normal(int position) {
        return rows[layout.rowOf(position)].normal(layout.indexInRow(position));
    }

    private ScaledDoubleDouble weighted(DoubleDouble number, int position) {
        ScaledDoubleDouble scaled = ScaledDoubleDouble.of(number);
        return weight == null ? scaled : scaled.times(weight.values()[layout.featureOf(position)]);
    }

    private ScaledDoubleDouble shifted(ScaledDoubleDouble number, int position) {
        return bias == null
                ? number
                : number.plus(ScaledDoubleDouble.of(bias.values()[layout.featureOf(position)]));
    }

    @Override
    public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
        double[] g = upstream.values();
        if (weight != null) {
            CompensatedSums sums = new CompensatedSums(layout.features());
            for (int i = 0; i < g.length; i++) {
                sums.addProduct(layout.featureOf(i), normal(i), g[i]);
            }
            gradients.put(WEIGHT, new Float64Tensor(weight.shape(), sums.totals()));
        }
        if (bias != null) {
            CompensatedSums sums = new CompensatedSums(layout.features());
            for (int i = 0; i < g.length; i++) {
                sums.add(layout.featureOf(i), g[i]);
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
        ScaledDoubleDouble[] h = new ScaledDoubleDouble[layout.length()];
        for (int i = 0; i < h.length; i++) {
            int position = layout.position(row, i);
            h[i] = weighted(DoubleDouble.of(g[position]), position);
        }
        double[] ofRow = rows[row].gradient(h);
        for (int i = 0; i < h.length; i++) {
            gradient[layout.position(row, i)] = ofRow[i];
        }
    }
}
