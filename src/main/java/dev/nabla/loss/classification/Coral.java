package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/** Ordinal regression: one binary classification per threshold between adjacent levels. */
@Definition(
    aliases = {"ordinal_cross_entropy", "cumulative_logit"},
    summary = "Ordinal regression loss: the sum of the binary cross-entropies of one logit per threshold between adjacent levels.",
    formula = "\\sum_j [y > j]\\,\\operatorname{sp}(-x_j) + [y \\le j]\\,\\operatorname{sp}(x_j), \\quad \\operatorname{sp}(x) = \\log(1 + e^x), \\quad j \\text{ from } 0",
    gradient = "\\sigma(x_j) - [y > j]",
    hessian = "\\sigma(x_j)\\,\\sigma(-x_j)",
    edges = {"K levels have K - 1 logits, one per threshold; targets are levels 0 to K - 1.",
            "An infinite logit on the correct side adds 0 to the loss; on the wrong side it adds Infinity, with gradient 1 or -1."},
    references = "Cao, Mirjalili & Raschka (2020), Rank consistent ordinal regression for neural networks with application to age estimation",
    examples = {@Example(name = "Two samples of four levels", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [1, 3]}"""),
            @Example(name = "One loss per row", body = """
                        {"predictions": [[4, 0, -4], [4, 2, 0]], "targets": [1, 0], "reduction": "none"}""")})
public record Coral() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits of exceeding each level but the highest, along the last axis")
                    .twiceDifferentiable(),
            Input.levels("targets", "ground truth levels"));

    private static final int PREDICTIONS = 0;

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
        double level = row.element(1);
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        DoubleDouble loss = DoubleDouble.ZERO;
        for (int j = 0; j < row.length(); j++) {
            double x = row.elements(PREDICTIONS)[j];
            boolean isAbove = level > j;
            loss = loss.plus(Elementary.softplus(isAbove ? -x : x));
            if (gradient != null) {
                gradient[j] = isAbove ? 0.0 - Elementary.sigmoid(-x) : Elementary.sigmoid(x);
            }
            if (hessian != null) {
                hessian[j] = sigmoidDerivative(x);
            }
        }
        return loss.value();
    }

    /** σ(x)σ(-x). */
    private static double sigmoidDerivative(double x) {
        double e = Elementary.exp(-Math.abs(x));
        return DoubleDouble.of(e).dividedBy(DoubleDouble.sum(1, e).squared()).value();
    }
}
