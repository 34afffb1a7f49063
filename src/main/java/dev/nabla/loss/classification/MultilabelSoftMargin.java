package dev.nabla.loss.classification;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/** The binary cross-entropy of every class, averaged over the classes. */
@Definition(
    aliases = "multilabel_soft_margin_loss",
    summary = "Multi-label loss: the binary cross-entropy of every class, averaged over the classes.",
    formula = "\\frac{1}{C} \\sum_c w_c\\,[(1 - t_c)\\operatorname{sp}(x_c) + t_c \\operatorname{sp}(-x_c)], \\quad \\operatorname{sp}(x) = \\log(1 + e^x)",
    gradient = "\\frac{w_c}{C}\\,[(1 - t_c)\\,\\sigma(x_c) - t_c\\,\\sigma(-x_c)]",
    hessian = "\\frac{w_c}{C}\\,\\sigma(x_c)\\,\\sigma(-x_c)",
    edges = {"The class axis is the last one at any rank, as in PyTorch.",
            "mean divides by the number of rows, without the class weights.",
            "At t = 1, x = Infinity adds 0; x = -Infinity makes the loss Infinity, with a finite gradient.",
            "Does not overflow for any finite x."},
    references = {"PyTorch MultiLabelSoftMarginLoss"},
    examples = {
            @Example(
                name = "Two samples, three classes",
                body = """
                        {"predictions": [[1.0, 0.25, 0.5], [0.2, 0.4, -0.3]], "targets": [[0, 1, 1], [1, 0, 0]]}"""),
            @Example(
                name = "Class weights",
                body = """
                        {"predictions": [[1.0, 0.25, 0.5], [0.2, 0.4, -0.3]], "targets": [[0, 1, 1], [1, 0, 0]], "weight": [1.0, 2.0, 0.5]}""")})
public record MultilabelSoftMargin() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits, classes along the last axis").twiceDifferentiable(),
            Input.numbers("targets", "labels of each class: 1, 0, or soft labels in between")
                    .within("[0, 1]"),
            Input.classWeights());

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;
    private static final int WEIGHT = 2;

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
        double[] logits = row.elements(PREDICTIONS);
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        CompensatedSum loss = new CompensatedSum();
        for (int c = 0; c < row.length(); c++) {
            WeightedBinaryCrossEntropy outcome = outcome(row, c);
            loss.add(outcome.value(logits[c]));
            if (gradient != null) {
                gradient[c] = outcome.gradient(logits[c]).value();
            }
            if (hessian != null) {
                hessian[c] = outcome.hessian(logits[c]).value();
            }
        }
        return loss.value();
    }

    private static WeightedBinaryCrossEntropy outcome(Row row, int c) {
        double target = row.elements(TARGETS)[c];
        DoubleDouble share = DoubleDouble.quotient(row.elements(WEIGHT)[c], row.length());
        return new WeightedBinaryCrossEntropy(share.times(DoubleDouble.difference(1, target)), share.times(target));
    }
}
