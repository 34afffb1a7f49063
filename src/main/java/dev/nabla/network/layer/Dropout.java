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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Dropout with a mask that the caller gives or that is drawn from a seed, so that results are deterministic.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood 2014), which starts at the seed. The elements in order take one of its numbers
 * u each, in [0, 1), and are kept if u ≥ p. Each step of a training starts 2³² numbers after the one before.
 */
@LayerDefinition(
    summary = "Dropout: sets the elements that a mask drops to 0 and scales the others by 1/(1 - p); the mask is given, or drawn from a seed.",
    shapes = "any → same as input",
    formula = "y = \\frac{m \\odot x}{1 - p} \\quad (p = 1\\text{: } y = 0)",
    rules = "\\frac{\\partial L}{\\partial x} = \\frac{m \\odot g}{1 - p} \\quad (p = 1\\text{: } 0)",
    reference = "PyTorch Dropout in training mode, with the random mask or its seed as an input")
public record Dropout(
    @Option(value = "probability of an element to be dropped", within = "[0, 1]") double p,
    @Option("seed from which the mask is drawn, another at each step of a training; null if there is a mask") @Nullable Long seed)
        implements Layer {

    private static final String MASK = "mask";

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.mask(MASK, "that of the input", "true for each element that is kept").optional());

    /** What SplitMix64 adds to its state for each number: 2⁶⁴ divided by the golden ratio. */
    private static final long INCREMENT = 0x9E3779B97F4A7C15L;

    public Dropout {
        OptionSpec.check(Dropout.class, "p", p);
    }

    public Dropout() {
        this(0.5, null);
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Dropout atStep(long step) {
        return seed == null ? this : new Dropout(p, seed + (step << 32) * INCREMENT);
    }

    @Override
    public Dropout forEvaluation() {
        return new Dropout(0, seed);
    }

    @Override
    public Shape outputShape(Shape input, Parameters parameters) {
        Float64Tensor mask = parameters.find(MASK);
        if (mask == null && seed == null) {
            throw Layer.misfit(MASK,
                    "dropout needs a seed, from which a mask is drawn, or a mask, whose shape is that of the input: "
                            + "true for each element that is kept");
        }
        if (mask != null && seed != null) {
            throw Layer.misfit("seed", "dropout takes a mask or a seed, not both");
        }
        if (mask != null && !mask.shape().equals(input)) {
            throw Layer.misfit(MASK, "mask must have shape " + input + " of the layer's input, got " + mask.shape());
        }
        return input;
    }

    @Override
    public Pass forward(Tensor input, Parameters parameters) {
        Float64Tensor mask = parameters.find(MASK);
        double[] kept = mask != null ? mask.values() : drawn(input.shape().elements(), Objects.requireNonNull(seed));
        return new DropoutPass(this, kept, kept(input.widened(), kept));
    }

    private double[] drawn(int count, long from) {
        SplittableRandom random = new SplittableRandom(from);
        double[] mask = new double[count];
        Arrays.setAll(mask, _ -> random.nextDouble() >= p ? 1 : 0);
        return mask;
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
