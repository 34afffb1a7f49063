package dev.nabla.loss.classification;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/** The loss whose gradient is sparsemax minus target, as that of cross-entropy is softmax minus target. */
@Definition(
    aliases = "multiclass_sparsemax_loss(reduction=none)",
    summary = "Sparsemax loss: the counterpart of cross-entropy whose probabilities are the scores projected onto the simplex, many of them exactly 0.",
    formula = "\\sum_c p_c (x_c - x_y) + \\tfrac12 \\Bigl(1 - \\sum_c p_c^2\\Bigr), \\quad p_c = \\max(x_c - \\tau,\\ 0), \\quad \\tau \\text{ such that } \\sum_c p_c = 1",
    gradient = "p_c - [c = y]",
    hessian = "1 - 1/|S| \\text{ for } c \\in S = \\{c : p_c > 0\\}, \\quad 0 \\text{ for the others}",
    edges = {"The loss is exactly 0 if the true class is at least 1 ahead of all others.",
            "A probability close to 0 is a small difference between a score and the threshold; it is accurate to 1e-30.",
            "The Hessian is discontinuous where a probability becomes 0; its value there is that of the classes above 0.",
            "If the true class scores -Infinity, the loss is Infinity and the gradient is finite. A single score of Infinity has probability 1; two of them, or scores that are all -Infinity, make the row NaN."},
    references = {
            "Martins & Astudillo (2016), From Softmax to Sparsemax, https://arxiv.org/abs/1602.02068",
            "Optax multiclass_sparsemax_loss"},
    examples = {
            @Example(name = "Two samples, three classes", body = """
                {"predictions": [[1.0, 0.75, -2.0], [0.1, 0.3, 0.2]], "targets": [1, 0]}""")})
public record MulticlassSparsemax() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "scores, classes along the class axis").twiceDifferentiable(),
            Input.classes("targets", "ground truth class indices"));

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public boolean classAxisIsLast() {
        return true;
    }

    @Override
    public double evaluate(Row row) {
        double[] scores = row.elements(PREDICTIONS);
        int target = (int) row.element(TARGETS);
        SimplexProjection projection = new SimplexProjection(scores, row.length(), row.scratch(0));
        if (!projection.isDefined()) {
            return row.undefined();
        }
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        double curvature = (projection.support() - 1.0) / projection.support();
        CompensatedSum others = new CompensatedSum();
        CompensatedSum squares = new CompensatedSum();
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble probability = projection.probability(scores[c]);
            if (c != target) {
                others.add(probability);
                squares.add(probability.squared());
            }
            if (gradient != null) {
                gradient[c] = probability.value();
            }
            if (hessian != null) {
                hessian[c] = probability.isZero() ? 0 : curvature;
            }
        }
        if (gradient != null) {
            gradient[target] = 0.0 - others.value();
        }
        return loss(others.total(), squares.total(), projection.shortfall(scores[target]));
    }

    /**
     * The loss as a sum without cancellation. With {@code x_c = p_c + τ} where p_c is above 0, it is
     * {@code ((1 - p_y)² + Σ_{c≠y} p_c²) / 2 + max(τ - x_y, 0)}, and 1 - p_y is the sum of the others.
     */
    private static double loss(DoubleDouble others, DoubleDouble squares, DoubleDouble shortfall) {
        return others.squared().plus(squares).half().plus(shortfall).value();
    }
}
