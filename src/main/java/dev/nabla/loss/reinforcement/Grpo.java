package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clipped surrogate with a penalty on the divergence from a reference policy. */
@Definition(
    aliases = "group_relative_policy",
    summary = "Group relative policy optimization (GRPO): clipped surrogate with a penalty on the divergence from a reference policy.",
    formula = "\\text{ppo\\_clip} + \\beta\\,(e^q - 1 - q), \\quad q = l_{ref} - l",
    gradient = "\\text{ppo\\_clip} - \\beta\\,(e^q - 1)",
    hessian = "\\text{ppo\\_clip} + \\beta e^q",
    edges = {"Advantages are inputs: they are not normalized within groups here. Padding is left out by mask.",
            "With beta 0 it is ppo_clip, whatever the reference policy.",
            "TRL's loss_type grpo is the reduction sample_mean, its bnpo and dapo mean."},
    references = {"Shao et al. (2024), DeepSeekMath, https://arxiv.org/abs/2402.03300", "TRL GRPOTrainer"},
    examples = {
            @Example(
                name = "Four actions",
                body = """
                        {"log_probs": [-0.5, -1.0, -2.0, -0.75], "old_log_probs": [-0.75, -1.0625, -1.5, -1.5], "reference_log_probs": [-0.6, -1.25, -1.75, -1.0], "advantages": [1.5, -0.5, -1.0, -2.0]}"""),
            @Example(
                name = "Completions of different lengths, averaged one by one",
                body = """
                        {"log_probs": [[-0.5, -1.0, -2.0], [-0.75, -0.25, -1.5]], "old_log_probs": [[-0.75, -1.0625, -1.5], [-1.5, -0.5, -1.0]], "reference_log_probs": [[-0.625, -1.25, -1.75], [-1.0, -0.5, -1.25]], "advantages": [[1.5, 1.5, 1.5], [-0.5, -0.5, -0.5]], "reduction": "sample_mean", "mask": [[true, true, true], [true, false, false]]}""")})
public record Grpo(
    @Option(value = ClippedRatio.CLIP_RANGE, within = "(0, 1)") double clipRange,
    @Option(value = ClippedRatio.CLIP_RANGE_HIGH, within = "(0, inf)") @Nullable Double clipRangeHigh,
    @Option(value = ClippedRatio.DUAL_CLIP, within = "(1, inf)") @Nullable Double dualClip,
    @Option(value = "weight of the divergence from the reference policy", within = "[0, inf)") double beta)
        implements ElementwiseLoss {

    /** Below it e^q − 1 − q is two terms of its series to all digits. */
    private static final double SMALL = 0x1p-40;

    /** From it on e^q − 1 − q is e^q − 1 to all digits. */
    private static final double LARGE = 700;

    private static final List<Input> INPUTS = List.of(PolicyInputs.LOG_PROBS, PolicyInputs.OLD_LOG_PROBS,
            PolicyInputs.ADVANTAGES,
            Input.numbers("reference_log_probs", "log-probabilities of the same actions under the reference policy"));

    public Grpo {
        ClippedRatio.check(Grpo.class, clipRange, clipRangeHigh, dualClip);
        OptionSpec.check(Grpo.class, "beta", beta);
    }

    public Grpo() {
        this(0.2, null, null, 0.04);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        return clip().surrogate(PolicyInputs.logRatio(inputs), inputs[2]).plus(penalty(divergence(lead(inputs))))
                .value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = surrogateDerivative(inputs).minus(penalty(ScaledElementary.expm1(lead(inputs)))).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = surrogateDerivative(inputs).plus(penalty(PolicyInputs.ratio(lead(inputs)))).value();
    }

    private ScaledDoubleDouble surrogateDerivative(double[] inputs) {
        return clip().derivative(PolicyInputs.logRatio(inputs), inputs[2]);
    }

    private ClippedRatio clip() {
        return new ClippedRatio(clipRange, clipRangeHigh, dualClip);
    }

    private ScaledDoubleDouble penalty(ScaledDoubleDouble size) {
        return ScaledDoubleDouble.of(beta).timesOrZero(size);
    }

    /** q = l_ref − l. */
    private static ScaledDoubleDouble lead(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[3], inputs[0]);
    }

    /** e^q − 1 − q. */
    private static ScaledDoubleDouble divergence(ScaledDoubleDouble q) {
        if (Math.abs(q.value()) < SMALL) {
            return q.squared().times(q.toDoubleDouble().dividedBy(3).plus(1)).shifted(-1);
        }
        ScaledDoubleDouble gain = ScaledElementary.expm1(q);
        return q.value() > LARGE ? gain : gain.minus(q);
    }
}
