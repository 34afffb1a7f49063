package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import java.util.List;

/** The sparsemax loss of two classes, in terms of the margin. */
@Definition(
    aliases = "binary_sparsemax",
    summary = "Binary sparsemax loss: its probability is linear in the score and clipped to [0, 1], so the loss is exactly 0 from margin 1 on.",
    formula = "\\begin{cases} 0 & z \\le -1 \\\\ (z + 1)^2 / 4 & -1 < z < 1 \\\\ z & z \\ge 1 \\end{cases}, \\quad z = \\begin{cases} x & t = 0 \\\\ -x & t = 1 \\end{cases}",
    gradient = "(1 - 2t) \\min(\\max((z + 1)/2,\\ 0),\\ 1)",
    hessian = "\\begin{cases} 1/2 & -1 < z < 1 \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {"The Hessian is discontinuous at z = -1 and z = 1; its value there is 0.",
            "At z = Infinity the loss is Infinity and the gradient 1 - 2t."},
    references = {
            "Martins & Astudillo (2016), From Softmax to Sparsemax, https://arxiv.org/abs/1602.02068",
            "Optax sparsemax_loss"},
    examples = {
            @Example(name = "Four scores", body = """
                {"predictions": [0.5, -2.0, 0.25, 1.5], "targets": [1, 0, 0, 0]}""")})
public record Sparsemax() implements MarginLoss {

    private static final List<Input> INPUTS = List.of(MarginLoss.INPUTS.getFirst(),
            Input.numbers("targets", "binary labels").within("0 or 1"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double margin) {
        if (margin <= -1) {
            return -margin;
        }
        return margin < 1 ? DoubleDouble.difference(1, margin).half().squared().value() : 0;
    }

    @Override
    public double derivative(double margin) {
        if (margin <= -1) {
            return -1;
        }
        return margin < 1 ? 0.5 * (margin - 1) : 0;
    }

    @Override
    public double curvature(double margin) {
        return margin > -1 && margin < 1 ? 0.5 : 0;
    }
}
