package dev.nabla.loss.reinforcement;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clipped surrogate objective of proximal policy optimization. */
@Definition(
    aliases = {"ppo", "clipped_surrogate"},
    summary = "Clipped surrogate of proximal policy optimization (PPO), with optional asymmetric and dual clipping.",
    formula = "-\\min\\bigl(r A, \\operatorname{clip}(r, 1 - \\varepsilon, 1 + \\varepsilon^+)\\,A\\bigr), \\quad r = e^{l - l_{old}}; \\quad \\text{with } c \\text{ and } A < 0 \\text{ at most } -cA",
    gradient = "\\begin{cases} -rA & A \\ge 0,\\; r \\le 1 + \\varepsilon^+ \\text{ or } A < 0,\\; 1 - \\varepsilon \\le r \\le c \\\\ 0 & \\text{otherwise} \\end{cases}",
    hessian = "\\text{the same as the gradient}",
    edges = {"The bounds count as inside.",
            "Where the ratio overflows, a positive advantage gives -(1 + clip_range_high) A and gradient 0, a negative one Infinity, or with dual_clip -dual_clip A and gradient 0.",
            "A dual_clip below 1 + clip_range_high acts at dual_clip, as in verl.",
            "The difference of log-probabilities is not clamped; verl clamps it to ±20."},
    references = {"Schulman et al. (2017), Proximal Policy Optimization Algorithms, https://arxiv.org/abs/1707.06347",
            "Ye et al. (2020), Mastering Complex Control in MOBA Games with Deep Reinforcement Learning (dual clip)",
            "Yu et al. (2025), DAPO (0.2 and 0.28)", "Stable-Baselines3 PPO",
            "TRL epsilon, epsilon_high, delta", "verl clip_ratio_low, clip_ratio_high, clip_ratio_c"},
    examples = {
            @Example(
                name = "Four actions",
                body = """
                        {"log_probs": [-0.5, -1.0, -2.0, -0.75], "old_log_probs": [-0.75, -1.0625, -1.5, -1.5], "advantages": [1.5, -0.5, -1.0, -2.0]}"""),
            @Example(
                name = "Clipped higher, and dual clipping",
                body = """
                        {"log_probs": [-0.5, -1.0, -2.0, -0.75], "old_log_probs": [-0.75, -1.0625, -1.5, -1.5], "advantages": [1.5, -0.5, -1.0, -2.0], "clip_range_high": 0.3, "dual_clip": 2.0, "reduction": "none"}""")})
public record PpoClip(
    @Option(value = ClippedRatio.CLIP_RANGE, within = "(0, 1)") double clipRange,
    @Option(value = ClippedRatio.CLIP_RANGE_HIGH, within = "(0, inf)") @Nullable Double clipRangeHigh,
    @Option(value = ClippedRatio.DUAL_CLIP, within = "(1, inf)") @Nullable Double dualClip)
        implements ElementwiseLoss {

    public PpoClip {
        ClippedRatio.check(PpoClip.class, clipRange, clipRangeHigh, dualClip);
    }

    public PpoClip() {
        this(0.2, null, null);
    }

    @Override
    public List<Input> inputs() {
        return PolicyInputs.OFF_POLICY;
    }

    @Override
    public double value(double[] inputs) {
        return clip().surrogate(PolicyInputs.logRatio(inputs), inputs[2]).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = clip().derivative(PolicyInputs.logRatio(inputs), inputs[2]).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        gradient(inputs, hessian);
    }

    private ClippedRatio clip() {
        return new ClippedRatio(clipRange, clipRangeHigh, dualClip);
    }
}
