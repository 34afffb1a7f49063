package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The squared error of a value function that may not gain by moving far from its old values. */
@Definition(
    aliases = {"clipped_value", "value_clip"},
    summary = "Clipped value loss of proximal policy optimization (PPO): the larger squared error of a value and of its change clipped.",
    formula = "\\tfrac12 \\max\\bigl((V - R)^2,\\ (V_c - R)^2\\bigr), \\quad V_c = V_{old} + \\operatorname{clip}(V - V_{old}, \\pm\\varepsilon)",
    gradient = "\\begin{cases} V - R & (V - R)^2 \\ge (V_c - R)^2 \\\\ 0 & \\text{otherwise} \\end{cases}",
    hessian = "\\begin{cases} 1 & (V - R)^2 \\ge (V_c - R)^2 \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {"Where both errors are equal the unclipped one counts.",
            "Where V - V_old is Infinity - Infinity, loss, gradient and Hessian are NaN."},
    references = {"OpenAI Baselines, ppo2", "TRL PPOTrainer (cliprange_value)",
            "verl, value loss (cliprange_value)"},
    examples = {
            @Example(
                name = "Three states",
                body = """
                        {"predictions": [1.0, 2.0, 0.5], "old_values": [0.5, 1.9, 1.0], "targets": [1.5, 1.0, 2.0]}"""),
            @Example(
                name = "A wider range, one loss per state",
                body = """
                        {"predictions": [1.0, 2.0, 0.5], "old_values": [0.5, 1.9, 1.0], "targets": [1.5, 1.0, 2.0], "clip_range": 0.5, "reduction": "none"}""")})
public record PpoValue(
    @Option(value = "how far a value may move from the old one", within = "(0, inf)") double clipRange)
        implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "values of states").twiceDifferentiable(),
            Input.numbers("old_values", "values of the same states when the actions were taken"),
            Input.numbers("targets", "returns of the states"));

    public PpoValue {
        OptionSpec.check(PpoValue.class, "clipRange", clipRange);
    }

    public PpoValue() {
        this(0.2);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        ScaledDoubleDouble larger = isClipped(inputs) ? clippedError(inputs) : error(inputs);
        return larger.squared().shifted(-1).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = isClipped(inputs) ? 0 : error(inputs).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = isClipped(inputs) ? 0 : error(inputs).isNaN() ? Double.NaN : 1;
    }

    /** Whether the clipped value has the larger error: whether the return is nearer to V. */
    private boolean isClipped(double[] inputs) {
        DoubleDouble change = change(inputs);
        return DoubleDouble.of(clipRange).isLessThan(change.abs())
                && change.sign() * side(inputs, change.sign() * clipRange) < 0;
    }

    /** The sign of V + V_c − 2R, exactly: that of the sum of two exact pairs, which are halved where it overflows. */
    private static double side(double[] inputs, double step) {
        DoubleDouble excess = DoubleDouble.difference(inputs[0], 2 * inputs[2])
                .plus(DoubleDouble.sum(inputs[1], step));
        return Double.isFinite(excess.hi())
                ? excess.sign()
                : DoubleDouble.difference(0.5 * inputs[0], inputs[2])
                        .plus(DoubleDouble.sum(0.5 * inputs[1], 0.5 * step)).sign();
    }

    /** V − R; NaN if the change is. */
    private static ScaledDoubleDouble error(double[] inputs) {
        return Double.isNaN(change(inputs).hi())
                ? ScaledDoubleDouble.of(Double.NaN)
                : ScaledDoubleDouble.difference(inputs[0], inputs[2]);
    }

    /** V_c − R of a value that is clipped. */
    private ScaledDoubleDouble clippedError(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[1], inputs[2])
                .plus(ScaledDoubleDouble.of(change(inputs).sign() * clipRange));
    }

    /** V − V_old. */
    private static DoubleDouble change(double[] inputs) {
        return DoubleDouble.difference(inputs[0], inputs[1]);
    }
}
