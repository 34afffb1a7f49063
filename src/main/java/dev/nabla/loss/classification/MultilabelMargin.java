package dev.nabla.loss.classification;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.Arrays;
import java.util.List;

/** A hinge for every pair of a target class and another class. */
@Definition(
    aliases = "multilabel_margin_loss",
    summary = "Multi-label hinge loss: every target class must score 1 more than every other class.",
    formula = "\\frac{1}{C} \\sum_{y \\in Y} \\sum_{i \\notin Y} \\max(0,\\ 1 - (x_y - x_i))",
    gradient = "\\text{each term above 0 adds } \\tfrac{1}{C} \\text{ at } i \\text{ and } -\\tfrac{1}{C} \\text{ at } y",
    hessian = "0",
    edges = {"A row of targets lists the target classes, terminated by -1; everything after the first -1 is ignored.",
            "A class listed twice counts twice. A row without target classes has loss 0.",
            "A pair exactly 1 apart is inactive: it contributes nothing to loss or gradient.",
            "If a target class scores -Infinity, the loss is Infinity; Infinity - Infinity makes the row NaN."},
    references = {"PyTorch MultiLabelMarginLoss"},
    examples = {
            @Example(
                name = "Two samples, four classes",
                body = """
                        {"predictions": [[0.1, 0.2, 0.4, 0.8], [1.0, 0.2, 0.5, 0.7]], "targets": [[3, 0, -1, 1], [1, -1, 0, 2]]}""")})
public record MultilabelMargin() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "scores, classes along the class axis").twiceDifferentiable(),
            Input.classList("targets", "target class indices, terminated by -1"));

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double evaluate(Row row) {
        row.zero();
        int count = row.length();
        double[] scores = row.elements(PREDICTIONS);
        double[] list = row.elements(TARGETS);
        double[] belongs = row.scratch(0);
        int listed = mark(list, count, belongs);
        double[] pairs = row.scratch(1);
        Arrays.fill(pairs, 0, count, 0);
        CompensatedSum loss = new CompensatedSum();
        for (int k = 0; k < listed; k++) {
            addPairs((int) list[k], scores, belongs, count, loss, pairs);
        }
        if (Double.isNaN(loss.value())) {
            return row.undefined();
        }
        double[] gradient = row.gradient(PREDICTIONS);
        for (int c = 0; gradient != null && c < count; c++) {
            gradient[c] = pairs[c] / count;
        }
        return loss.scaledTotal().dividedBy(DoubleDouble.of((double) count)).value();
    }

    /** Marks the target classes and returns their number. */
    private static int mark(double[] list, int count, double[] belongs) {
        Arrays.fill(belongs, 0, count, 0);
        int listed = 0;
        while (listed < count && list[listed] >= 0) {
            belongs[(int) list[listed]] = 1;
            listed++;
        }
        return listed;
    }

    /** Adds the hinges of a target class; {@code pairs} is the gradient of the sum of all. */
    private static void addPairs(int member, double[] scores, double[] belongs, int count, CompensatedSum loss,
            double[] pairs) {
        for (int i = 0; i < count; i++) {
            DoubleDouble z = DoubleDouble.difference(scores[i], scores[member]).plus(1);
            if (belongs[i] == 0 && !(z.hi() <= 0)) {
                loss.add(z);
                pairs[i]++;
                pairs[member]--;
            }
        }
    }
}
