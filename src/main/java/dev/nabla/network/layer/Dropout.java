package dev.nabla.network.layer;

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

/** Dropout with a mask drawn by the caller, so that results are deterministic. */
@LayerDefinition(
    summary = "Dropout with a given mask: sets the elements that the mask drops to 0 and scales the others by 1/(1 - p).",
    shapes = "any → same as input",
    formula = "y = \\frac{m \\odot x}{1 - p} \\quad (p = 1\\text{: } y = 0)",
    rules = "\\frac{\\partial L}{\\partial x} = \\frac{m \\odot g}{1 - p} \\quad (p = 1\\text{: } 0)",
    reference = "PyTorch Dropout in training mode, with the random mask as an input")
public record Dropout(
    @Option(value = "probability of an element to be dropped", within = "[0, 1]") double p) implements Layer {

    private static final String MASK = "mask";

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.mask(MASK, "that of the input", "true for each element that is kept"));

    public Dropout {
        OptionSpec.check(Dropout.class, "p", p);
    }

    public Dropout() {
        this(0.5);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        if (!parameters.shape(MASK).equals(input)) {
            throw Layer.misfit(MASK, "mask must have shape " + input + " of the layer's input, got "
                    + parameters.shape(MASK));
        }
        return input;
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        double[] mask = parameters.get(MASK).values();
        return new DropoutPass(this, mask, kept(input.widened(), mask));
    }

    private Float64Tensor kept(Float64Tensor tensor, double[] mask) {
        double[] kept = new double[mask.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = mask[i] == 0 || p == 1 ? 0 : tensor.values()[i] / (1 - p);
        }
        return new Float64Tensor(tensor.shape(), kept);
    }

    private record DropoutPass(Dropout layer, double[] mask, Float64Tensor output) implements Pass {

        @Override
        public Float64Tensor backward(Float64Tensor upstream, Map<String, Tensor> gradients) {
            return layer.kept(upstream, mask);
        }
    }
}
