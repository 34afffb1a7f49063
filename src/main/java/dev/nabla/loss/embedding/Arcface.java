package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledTrigonometry;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Cross-entropy of scaled cosines with a margin on the angle of the target class. */
@Definition(
    aliases = {"additive_angular_margin"},
    summary = "ArcFace: softmax cross-entropy of scaled cosines, with a margin added to the angle of the target class.",
    formula = "-\\log p_y, \\quad p = \\operatorname{softmax}(z), \\quad z_j = \\text{scale} \\cdot \\begin{cases} \\psi(x_y) & j = y \\\\ x_j & j \\ne y \\end{cases}, \\quad \\psi(c) = \\begin{cases} c \\cos m - \\sqrt{1 - c^2} \\sin m & c \\ge -\\cos m \\\\ c - m \\sin m & \\text{else} \\end{cases}, \\quad m = \\text{margin}",
    gradient = "\\text{scale}\\,p_j \\; (j \\ne y), \\quad \\text{scale}\\,(p_y - 1)\\,\\psi'(x_y), \\quad \\psi'(c) = \\cos m + \\frac{c \\sin m}{\\sqrt{\\max(1 - c^2, 10^{-12})}} \\text{ or } 1",
    edges = {"Predictions are cosines, between -1 and 1; others are rejected.",
            "Where the angle plus the margin would exceed π, the cosine is lowered by margin · sin(margin) instead.",
            "The slope at a cosine of 1 or -1 is infinite; it is limited by a floor of 1e-12 under the root.",
            "The margin is in radians; pytorch-metric-learning takes degrees."},
    references = {
            "Deng et al. (2019), ArcFace: Additive Angular Margin Loss for Deep Face Recognition, https://arxiv.org/abs/1801.07698",
            "InsightFace"},
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[0.5, -0.25, 0.1], [0.2, 0.3, -0.9]], "targets": [0, 2], "scale": 8}"""),
            @Example(name = "A cosine next to 1", body = """
                        {"predictions": [[0.999999, -0.25, 0.1]], "targets": [0], "scale": 8, "margin": 0.3}""")})
public record Arcface(
    @Option(
        value = "added to the angle of the target class, in radians",
        within = "[0, 3.141592653589793]") double margin,
    @Option(value = "factor of the cosines", within = "(0, inf)") double scale)
        implements MarginLoss {

    /** The least square of a sine that a slope is divided by. */
    private static final double LEAST_SQUARE = 1e-12;

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "cosines, classes along the last axis").within("[-1, 1]").differentiable(),
            Input.classes("targets", "ground truth class indices"));

    public Arcface {
        OptionSpec.check(Arcface.class, "margin", margin);
        OptionSpec.check(Arcface.class, "scale", scale);
    }

    public Arcface() {
        this(0.5, 64);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public DoubleDouble lowered(double cosine) {
        return isWithinPi(cosine)
                ? cos().times(cosine).minus(sin().times(squaredSine(cosine).squareRoot()))
                : DoubleDouble.of(cosine).minus(sin().times(margin));
    }

    @Override
    public DoubleDouble slope(double cosine) {
        if (!isWithinPi(cosine)) {
            return DoubleDouble.ONE;
        }
        DoubleDouble square = squaredSine(cosine);
        DoubleDouble floored = square.isLessThan(LEAST_SQUARE) ? DoubleDouble.of(LEAST_SQUARE) : square;
        return cos().plus(sin().times(cosine).dividedBy(floored.squareRoot()));
    }

    /** Whether the angle plus the margin is at most π. */
    private boolean isWithinPi(double cosine) {
        return cos().plus(cosine).sign() >= 0;
    }

    private DoubleDouble cos() {
        return ScaledTrigonometry.cos(ScaledDoubleDouble.of(margin)).toDoubleDouble();
    }

    private DoubleDouble sin() {
        return ScaledTrigonometry.sin(ScaledDoubleDouble.of(margin)).toDoubleDouble();
    }

    /** 1 − c² = (1 − c)(1 + c). */
    private static DoubleDouble squaredSine(double cosine) {
        return DoubleDouble.difference(1, cosine).times(DoubleDouble.sum(1, cosine));
    }
}
