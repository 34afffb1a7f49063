package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Cross-entropy of scaled cosines with a margin on the cosine of the target class. */
@Definition(
    aliases = {"am_softmax", "large_margin_cosine"},
    summary = "CosFace: softmax cross-entropy of scaled cosines, with a margin subtracted from the cosine of the target class.",
    formula = "-\\log p_y, \\quad p = \\operatorname{softmax}(z), \\quad z_j = \\text{scale}\\,(x_j - \\text{margin}\\,[j = y])",
    gradient = "\\text{scale}\\,(p_j - [j = y])",
    hessian = "\\text{scale}^2\\,p_j (1 - p_j)",
    edges = {"Predictions are cosines, between -1 and 1; others are rejected.",
            "A single class has loss and gradient 0."},
    references = {
            "Wang et al. (2018), CosFace: Large Margin Cosine Loss for Deep Face Recognition, https://arxiv.org/abs/1801.09414"},
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[0.5, -0.25, 0.1], [0.2, 0.3, -0.9]], "targets": [0, 1], "scale": 16}"""),
            @Example(
                name = "Defaults, one loss per sample",
                body = """
                        {"predictions": [[0.75, -0.25, 0.1], [0.2, 0.3, -0.9]], "targets": [0, 2], "reduction": "none"}""")})
public record Cosface(
    @Option(value = "subtracted from the cosine of the target class", within = "[0, inf)") double margin,
    @Option(value = "factor of the cosines", within = "(0, inf)") double scale)
        implements MarginLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "cosines, classes along the last axis").within("[-1, 1]")
                    .twiceDifferentiable(),
            Input.classes("targets", "ground truth class indices"));

    public Cosface {
        OptionSpec.check(Cosface.class, "margin", margin);
        OptionSpec.check(Cosface.class, "scale", scale);
    }

    public Cosface() {
        this(0.35, 64);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public DoubleDouble lowered(double cosine) {
        return DoubleDouble.difference(cosine, margin);
    }

    @Override
    public DoubleDouble slope(double cosine) {
        return DoubleDouble.ONE;
    }
}
