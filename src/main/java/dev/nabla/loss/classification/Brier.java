package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/** The squared error of forecast probabilities. */
@Definition(
    aliases = "quadratic_score",
    summary = "Brier score: the squared error between forecast probabilities and the outcome, between 0 and 2.",
    formula = "\\sum_c (x_c - t_c)^2, \\quad t_c = [c = y] \\text{ for a class index } y",
    gradient = "2\\,(x_c - t_c)",
    hessian = "2",
    edges = {"Targets are class indices, or class probabilities if they have the shape of the predictions.",
            "Predictions must be in [0, 1]; they need not sum to 1.",
            "For two classes it is twice the mse of the probability of either class."},
    references = {"Brier (1950), Verification of forecasts expressed in terms of probability",
            "scikit-learn brier_score_loss (scale_by_half there)"},
    examples = {@Example(name = "Two forecasts of three classes", body = """
                {"predictions": [[0.2, 0.3, 0.5], [0.7, 0.1, 0.2]], "targets": [2, 0]}"""),
            @Example(name = "Class probabilities as targets, one loss per row", body = """
                        {"predictions": [[0.2, 0.3, 0.5]], "targets": [[0, 0.25, 0.75]], "reduction": "none"}""")})
public record Brier() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "probabilities, classes along the last axis").within("[0, 1]")
                    .twiceDifferentiable(),
            Input.classesOrProbabilities("targets", "ground truth class indices, or class probabilities"));

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
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        DoubleDouble loss = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble error = DoubleDouble.difference(row.elements(PREDICTIONS)[c], Targets.probability(row, c));
            loss = loss.plus(error.squared());
            if (gradient != null) {
                gradient[c] = 2 * error.value();
            }
            if (hessian != null) {
                hessian[c] = 2;
            }
        }
        return loss.value();
    }
}
