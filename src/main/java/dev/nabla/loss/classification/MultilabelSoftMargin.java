package dev.nabla.loss.classification;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ElementaryKernel;
import dev.nabla.kernel.Pair;
import dev.nabla.kernel.ScaledBinaryCrossEntropy;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.WeightedBinaryCrossEntropy;
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
        double[] tails = row.scratch(0);
        double[] softpluses = row.scratch(1);
        computeFunctions(row, tails, softpluses);
        CompensatedSum loss = new CompensatedSum();
        for (int c = 0; c < row.length(); c++) {
            double x = logits[c];
            WeightedBinaryCrossEntropy outcome = new WeightedBinaryCrossEntropy(Pair.of(negative(row, c)),
                    Pair.of(positive(row, c)));
            double value = outcome.value(x, softpluses[c]);
            loss.add(Double.isFinite(value) ? value : scaled(row, c).value(x));
            if (gradient != null) {
                double slope = outcome.gradient(x, tails[c]);
                gradient[c] = Double.isFinite(slope) ? slope : scaled(row, c).gradient(x);
            }
            if (hessian != null) {
                double curvature = outcome.hessian(tails[c]);
                hessian[c] = Double.isFinite(curvature) ? curvature : scaled(row, c).hessian(x);
            }
        }
        return loss.value();
    }

    /** Writes e^-|x| and sp(-|x|) of each logit. */
    private static void computeFunctions(Row row, double[] tails, double[] softpluses) {
        double[] logits = row.elements(PREDICTIONS);
        double[] distances = row.scratch(2);
        for (int c = 0; c < row.length(); c++) {
            distances[c] = -Math.abs(logits[c]);
        }
        ElementaryKernel.BEST.exp(distances, row.length(), tails);
        ElementaryKernel.BEST.softplus(distances, row.length(), softpluses);
    }

    private static ScaledBinaryCrossEntropy scaled(Row row, int c) {
        return new ScaledBinaryCrossEntropy(ScaledDoubleDouble.of(negative(row, c)),
                ScaledDoubleDouble.of(positive(row, c)));
    }

    private static DoubleDouble negative(Row row, int c) {
        return share(row, c).times(DoubleDouble.difference(1, row.elements(TARGETS)[c]));
    }

    private static DoubleDouble positive(Row row, int c) {
        return share(row, c).times(row.elements(TARGETS)[c]);
    }

    private static DoubleDouble share(Row row, int c) {
        return DoubleDouble.quotient(row.elements(WEIGHT)[c], row.length());
    }
}
