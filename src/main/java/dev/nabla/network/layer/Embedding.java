package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.option.Option;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lookup table. Indices have no gradient; zeros are returned in its place. */
@LayerDefinition(
    summary = "Lookup table: maps each index to a row of weight.",
    shapes = "(…) of integers → (…, features)",
    formula = "y_n = W_{x_n}",
    rules = {"\\frac{\\partial L}{\\partial x} = 0 \\quad (\\text{indices have no gradient})",
            "\\frac{\\partial L}{\\partial W_i} = \\sum_{n:\\, x_n = i} g_n \\quad (i = \\text{padding\\_idx: } 0)"},
    reference = "PyTorch Embedding")
public record Embedding(
    @Option("row whose gradient is 0, from 0 or from -1 backwards; null for none") @Nullable Long paddingIdx)
        implements Layer {

    private static final String WEIGHT = "weight";
    private static final String PADDING_IDX = "padding_idx";

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.learnable(WEIGHT, "(rows, features)", "embedding table, one row per index"));

    public Embedding() {
        this(null);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        Shape weight = parameters.shape(WEIGHT);
        if (weight.rank() != 2) {
            throw Layer.misfit(WEIGHT, "weight must have shape (rows, features), got " + weight);
        }
        int rows = weight.size(0);
        if (paddingIdx != null && (paddingIdx < -rows || paddingIdx >= rows)) {
            throw Layer.misfit(PADDING_IDX, "padding_idx must be a row of weight, which has " + rows
                    + ": an integer in [" + -rows + ", " + (rows - 1) + "], got " + paddingIdx);
        }
        return input.append(weight.size(1));
    }

    @Override
    public Cost cost(Shape input, Shape output, Parameters parameters) {
        int weights = parameters.shape(WEIGHT).elements();
        return Layer.ofElements(input, output).plus(Cost.retained(weights))
                .plus(Cost.scratch(CompensatedSums.NUMBERS * (long) weights));
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Float64Tensor weight = parameters.get(WEIGHT);
        int[] rows = rows(input.widened(), weight.shape().size(0));
        int features = weight.shape().size(1);
        double[] output = new double[rows.length * features];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(weight.values(), rows[i] * features, output, i * features, features);
        }
        return new EmbeddingPass(input.shape(), rows, padding(weight), weight.shape(),
                new Float64Tensor(outputShape(input.shape(), parameters), output));
    }

    private static int[] rows(Float64Tensor input, int count) {
        int[] rows = new int[input.values().length];
        for (int i = 0; i < rows.length; i++) {
            double index = input.values()[i];
            rows[i] = (int) index;
            if (rows[i] != index || index < 0 || index >= count) {
                String found = rows[i] == index ? Integer.toString(rows[i]) : Double.toString(index);
                throw new InvalidRequestException(new Fault(INPUT, input.shape().indexOf(i), "an index into the "
                        + count + " rows of weight must be an integer in [0, " + (count - 1) + "], got " + found));
            }
        }
        return rows;
    }

    /** The row whose gradient is 0; -1 for none. */
    private int padding(Float64Tensor weight) {
        return paddingIdx == null ? -1 : Math.floorMod(paddingIdx, weight.shape().size(0));
    }

    private record EmbeddingPass(Shape input, int[] rows, int padding, Shape weight, Float64Tensor output)
            implements
            Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            CompensatedSums table = new CompensatedSums(weight.elements());
            int features = weight.size(1);
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; rows[i] != padding && j < features; j++) {
                    table.add(rows[i] * features + j, upstream.values()[i * features + j]);
                }
            }
            gradients.put(WEIGHT, new Float64Tensor(weight, table.totals()));
            return new Float64Tensor(input, new double[input.elements()]);
        }
    }
}
