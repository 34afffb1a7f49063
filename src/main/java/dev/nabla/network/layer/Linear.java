package dev.nabla.network.layer;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.Matrix;
import dev.nabla.kernel.MatrixProduct;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerDefinition;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A linear transformation of the last axis. */
@LayerDefinition(
    summary = "Linear transformation of the features: each output is a weighted sum of all features plus a bias.",
    shapes = "(…, in) → (…, out)",
    formula = "y = x W^\\top + b",
    rules = {"\\frac{\\partial L}{\\partial x} = g\\, W",
            "\\frac{\\partial L}{\\partial W} = g^\\top x",
            "\\frac{\\partial L}{\\partial b} = \\sum_n g_n"},
    reference = "PyTorch Linear")
public record Linear() implements Layer {

    static final String WEIGHT = "weight";
    static final String BIAS = "bias";

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.learnable(WEIGHT, "(out, in)", "weight of each input feature for each output"),
            Parameter.learnable(BIAS, "(out)", "bias of each output").optional());

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        Shape weight = parameters.shape(WEIGHT);
        if (weight.rank() != 2) {
            throw Layer.misfit(WEIGHT, "weight must have shape (out, in), got " + weight);
        }
        if (input.rank() == 0) {
            throw Layer.misfit(INPUT, "the input of linear must have a feature axis, got a scalar");
        }
        if (weight.size(1) != input.size(-1)) {
            throw Layer.misfit(WEIGHT, "weight has " + weight.size(1) + " columns, but the layer's input has "
                    + input.size(-1) + " features (shape " + input + ")");
        }
        Float64Tensor bias = parameters.find(BIAS);
        if (bias != null && !bias.shape().equals(Shape.of(weight.size(0)))) {
            throw Layer.misfit(BIAS, "bias must have shape " + Shape.of(weight.size(0))
                    + ", one value per row of weight, got " + bias.shape());
        }
        return input.with(input.rank() - 1, weight.size(0));
    }

    @Override
    public Cost cost(Shape input, Shape output, Parameters parameters) {
        int weights = parameters.shape(WEIGHT).elements();
        int outputs = output.size(-1);
        long rows = outputs == 0 ? 0 : output.elements() / outputs;
        return Layer.ofElements(input, output).plus(Cost.retained(weights)).plus(Cost.scratch(weights))
                .plus(Cost.multiplyAdds(Cost.times(3 * rows, weights)));
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Tensor weight = parameters.stored(WEIGHT);
        Float64Tensor bias = parameters.find(BIAS);
        Shape shape = outputShape(input.shape(), parameters);
        Float64Tensor initial = bias != null ? bias : Float64Tensor.zeros(Shape.of(weight.shape().size(0)));
        Float64Tensor output = product(input, weight, initial, shape);
        Overflow.mend(output, () -> product(Overflow.shrunk(input), Overflow.shrunk(weight),
                Overflow.shrunk(Overflow.shrunk(initial)), shape));
        return new LinearPass(input, weight, bias, output);
    }

    private static Float64Tensor product(Tensor input, Tensor weight, Float64Tensor initial, Shape shape) {
        double[] output = Storage.doubles(shape.elements());
        MatrixProduct.write(rows(input), rows(weight).transposed(), initial.values(), output);
        return new Float64Tensor(shape, output);
    }

    /** A tensor as a matrix whose columns are its last axis. */
    private static Matrix rows(Tensor tensor) {
        Shape shape = tensor.shape();
        return Matrix.of(tensor, shape.with(shape.rank() - 1, 1).elements(), shape.size(-1));
    }

    private record LinearPass(
        Tensor input,
        Tensor weight,
        @Nullable Float64Tensor bias,
        Float64Tensor output) implements Pass {

        @Override
        public Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            Tensor ofInput = product(rows(upstream), rows(weight), input);
            Overflow.mend(ofInput, () -> product(rows(Overflow.shrunk(upstream)), rows(Overflow.shrunk(weight)), input)
                    .widened());
            Tensor ofWeight = product(rows(upstream).transposed(), rows(input), weight);
            Overflow.mend(ofWeight, () -> product(rows(Overflow.shrunk(upstream)).transposed(),
                    rows(Overflow.shrunk(input)), weight).widened());
            gradients.put(WEIGHT, ofWeight);
            if (bias != null) {
                gradients.put(BIAS,
                        new Float64Tensor(bias.shape(), columnSums(upstream.values(), bias.shape().size(0))));
            }
            return ofInput;
        }

        /** A product in the shape and dtype of a tensor. */
        private static Tensor product(Matrix left, Matrix right, Tensor like) {
            Tensor product = Tensor.uninitialized(like.shape(), like.dtype());
            MatrixProduct.write(left, right, product);
            return product;
        }

        private static double[] columnSums(double[] values, int columns) {
            CompensatedSums sums = new CompensatedSums(columns);
            for (int row = 0; row < values.length; row += columns) {
                for (int j = 0; j < columns; j++) {
                    sums.add(j, values[row + j]);
                }
            }
            return sums.totals();
        }
    }
}
