package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** A hinge on the difference of two scores. */
@Definition(
    aliases = {"margin_ranking_loss", "ranking"},
    summary = "Hinge on the difference of two scores, the first of which should be higher (target 1) or lower (target -1) by a margin.",
    formula = "\\max(0, z), \\quad z = \\text{margin} - t\\,(x_1 - x_2)",
    gradient = "\\partial_{x_1} = -t\\,[z \\ge 0], \\quad \\partial_{x_2} = t\\,[z \\ge 0]",
    hessian = "0",
    edges = {"At z = 0 the pair is active: equal scores have a gradient even if the margin is 0.",
            "Targets other than 1 and -1 are rejected; PyTorch accepts any number.",
            "Two infinite scores of the same sign have loss NaN."},
    references = {"PyTorch MarginRankingLoss"},
    examples = {@Example(name = "Three pairs", body = """
                {"input1": [0.5, 2.0, -1.0], "input2": [1.0, 0.5, 0.25], "targets": [1, -1, -1]}"""),
            @Example(
                name = "A wider margin, one loss per pair",
                body = """
                        {"input1": [0.5, 2.0], "input2": [1.0, 0.5], "targets": [1, -1], "margin": 0.5, "reduction": "none"}""")})
public record MarginRanking(
    @Option("margin by which the score that should be higher must exceed the other") double margin)
        implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("input1", "first scores").twiceDifferentiable(),
            Input.numbers("input2", "second scores").twiceDifferentiable(),
            Input.numbers("targets", "1 if the first score should be higher, -1 if the second").within("-1 or 1"));

    public MarginRanking {
        OptionSpec.check(MarginRanking.class, "margin", margin);
    }

    public MarginRanking() {
        this(0);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        return Math.max(0, shortfall(inputs).value());
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double z = shortfall(inputs).hi();
        double slope = z >= 0 ? inputs[2] : z < 0 ? 0 : Double.NaN;
        gradient[0] = 0.0 - slope;
        gradient[1] = slope;
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        double curvature = Double.isNaN(shortfall(inputs).hi()) ? Double.NaN : 0;
        hessian[0] = curvature;
        hessian[1] = curvature;
    }

    /** What the difference of the scores lacks to the margin; NaN if both are infinite and equal. */
    private DoubleDouble shortfall(double[] inputs) {
        double target = inputs[2];
        DoubleDouble lead = DoubleDouble.difference(inputs[1], inputs[0]);
        return Double.isInfinite(lead.hi())
                ? ScaledDoubleDouble.difference(inputs[1], inputs[0]).times(target)
                        .plus(ScaledDoubleDouble.of(margin)).toDoubleDouble()
                : lead.times(target).plus(margin);
    }
}
