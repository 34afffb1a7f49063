package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/** Ordered levels as a row of yes-or-no questions: is it above this one? */
@Definition(
    aliases = {"ordinal_cross_entropy", "cumulative_logit"},
    summary = "Ordered levels as a row of yes-or-no questions, is it above this one?, each a binary cross-entropy.",
    formula = "\\sum_j [y > j]\\,\\operatorname{sp}(-x_j) + [y \\le j]\\,\\operatorname{sp}(x_j), \\quad \\operatorname{sp}(x) = \\log(1 + e^x), \\quad j \\text{ from } 0",
    gradient = "\\sigma(x_j) - [y > j]",
    hessian = "\\sigma(x_j)\\,\\sigma(-x_j)",
    edges = {"K levels have K - 1 logits, one for each threshold between two; targets are levels 0 to K - 1.",
            "A logit of Infinity or -Infinity that is right adds 0 to the loss, one that is wrong Infinity with a gradient of 1 or -1."},
    references = "Cao, Mirjalili & Raschka (2020), Rank consistent ordinal regression for neural networks with application to age estimation",
    examples = {@Example(name = "Two samples of four levels", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [1, 3]}"""),
            @Example(name = "One loss a row", body = """
                        {"predictions": [[4, 0, -4], [4, 2, 0]], "targets": [1, 0], "reduction": "none"}""")})
public record Coral() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits of being above each level but the highest, along the last axis")
                    .twiceDifferentiable(),
            Input.levels("targets", "the true levels"));

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
                hessian[j] = slope(x);
            }
        }
        return loss.value();
    }

    /** σ(x)σ(-x). */
    private static double slope(double x) {
        double e = Elementary.exp(-Math.abs(x));
        return DoubleDouble.of(e).dividedBy(DoubleDouble.sum(1, e).squared()).value();
    }
}
