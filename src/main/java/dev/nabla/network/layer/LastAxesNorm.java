package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A layer that normalizes the last axes. The shape of its parameters determines which. */
interface LastAxesNorm extends Layer {

    String NORMALIZED_AXES = "normalized_axes";

    double eps();

    /** The number of axes that are normalized together; {@code null} for those of the parameters, or 1 without them. */
    @Nullable
    Long normalizedAxes();

    /** Normalizes a row, whose array it may overwrite. */
    NormalizedRow normalized(double[] row);

    /**
     * Checks the options against their ranges.
     *
     * @throws InvalidOptionException if they are invalid
     */
    static void check(Class<? extends Record> layer, double eps, @Nullable Long normalizedAxes) {
        OptionSpec.check(layer, "eps", eps);
        if (normalizedAxes != null) {
            OptionSpec.check(layer, "normalizedAxes", (double) normalizedAxes);
        }
    }

    @Override
    default Shape outputShape(Shape input, Parameters parameters) {
        Long normalizedAxes = normalizedAxes();
        if (input.rank() == 0) {
            throw Layer.misfit(INPUT, "the input of " + OptionSpec.snakeCase(getClass().getSimpleName())
                    + " must have a feature axis, got a scalar");
        }
        if (normalizedAxes != null && normalizedAxes > input.rank()) {
            throw Layer.misfit(NORMALIZED_AXES, "normalized_axes must be at most " + input.rank()
                    + ", since the layer's input has shape " + input + "; got " + normalizedAxes);
        }
        Shape features = input;
        for (int i = Math.min(axes(parameters), input.rank()); i < input.rank(); i++) {
            features = features.without(0);
        }
        for (Parameter each : parameters()) {
            Float64Tensor parameter = parameters.find(each.name());
            if (parameter != null && !parameter.shape().equals(features)) {
                throw Layer.misfit(each.name(), each.name() + " must have shape " + features
                        + " of the last axes of the layer's input " + input + ", got " + parameter.shape());
            }
        }
        return input;
    }

    private int axes(Parameters parameters) {
        Long normalizedAxes = normalizedAxes();
        return normalizedAxes != null
                ? Math.toIntExact(normalizedAxes)
                : parameters().stream().map(each -> parameters.find(each.name())).filter(Objects::nonNull).findFirst()
                        .map(first -> Math.max(1, first.shape().rank())).orElse(1);
    }

    @Override
    default Cost cost(Shape input, Shape output, Parameters parameters) {
        return Normalization.cost(input, output);
    }

    @Override
    default Pass forward(Tensor input, Parameters parameters) {
        Shape shape = input.shape();
        int features = shape.stride(shape.rank() - axes(parameters) - 1);
        return Normalization.of(input, RowLayout.adjacent(shape.elements(), features, features, 1), parameters,
                this::normalized);
    }
}
