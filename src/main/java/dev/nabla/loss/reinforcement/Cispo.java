package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policy gradient with clipped importance weights, which are constants for the gradient. */
@Definition(
    summary = "Clipped importance sampling policy optimization (CISPO): policy gradient with clipped importance weights.",
    formula = "-\\rho A\\,l, \\quad \\rho = \\min(\\max(r, 1 - \\varepsilon), 1 + \\varepsilon^+), \\quad r = e^{l - l_{old}}",
    gradient = "-\\rho A",
    hessian = "0",
    edges = {
            "The weight is a constant for the gradient, which is not the derivative of the value: no token loses its gradient.",
            "A clip_range of 1 means no lower bound."},
    references = {"MiniMax (2025), MiniMax-M1, https://arxiv.org/abs/2506.13585",
            "Tinker cispo: clip_low_threshold = 1 - clip_range, clip_high_threshold = 1 + clip_range_high",
            "verl clip_ratio_low, clip_ratio_high", "TRL epsilon_high, which is 1 + clip_range_high"},
    examples = {
            @Example(
                name = "Four actions",
                body = """
                        {"log_probs": [-0.5, -1.0, -2.0, -0.75], "old_log_probs": [-0.75, -1.0625, -1.5, -1.5], "advantages": [1.5, -0.5, -1.0, -2.0]}"""),
            @Example(
                name = "Clipped on both sides",
                body = """
                        {"log_probs": [-0.5, -1.0, -2.0, -0.75], "old_log_probs": [-0.75, -1.0625, -1.5, -1.5], "advantages": [1.5, -0.5, -1.0, -2.0], "clip_range": 0.2, "clip_range_high": 0.28, "reduction": "none"}""")})
public record Cispo(
    @Option(value = ClippedRatio.CLIP_RANGE, within = "(0, 1]") double clipRange,
    @Option(value = ClippedRatio.CLIP_RANGE_HIGH, within = "(0, inf)") @Nullable Double clipRangeHigh)
        implements ElementwiseLoss {

    public Cispo {
        ClippedRatio.check(Cispo.class, clipRange, clipRangeHigh, null);
    }

    public Cispo() {
        this(1, 3.0);
    }

    @Override
    public List<Input> inputs() {
        return PolicyInputs.OFF_POLICY;
    }

    @Override
    public double value(double[] inputs) {
        return slope(inputs).timesOrZero(ScaledDoubleDouble.of(inputs[0])).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = slope(inputs).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = 0;
    }

    private ScaledDoubleDouble slope(double[] inputs) {
        return new ClippedRatio(clipRange, clipRangeHigh, null).clippedBothWays(PolicyInputs.logRatio(inputs))
                .timesOrZero(ScaledDoubleDouble.of(-inputs[2]));
    }
}
