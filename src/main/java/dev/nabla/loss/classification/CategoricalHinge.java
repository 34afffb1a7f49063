package dev.nabla.loss.classification;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/** The multiclass hinge of Keras: the score of the true class against the best other score, or 0. */
@Definition(
    aliases = "multiclass_categorical_hinge",
    summary = "Multiclass hinge loss with a one-hot target: max(0, 1 + n - p), where p is the true class's score and n the best other score, or 0 if that is higher.",
    formula = "\\max(0,\\ 1 + n - p), \\quad n = \\max_c (1 - t_c)\\, x_c, \\quad p = \\sum_c t_c x_c",
    gradient = "\\begin{cases} (1 - t_c)[c = k] - t_c & 1 + n - p \\ge 0 \\\\ 0 & \\text{otherwise} \\end{cases}, \\quad k \\text{ the first class that attains } n",
    hessian = "0",
    edges = {"The true class enters n as 0, so n is never negative.",
            "At 1 + n - p = 0 the loss is 0 and the gradient is that of the active hinge.",
            "An infinite score with coefficient 0 adds nothing; Infinity - Infinity makes the row NaN."},
    references = {"Keras CategoricalHinge"},
    examples = {
            @Example(
                name = "Two samples, three classes",
                body = """
                        {"predictions": [[1.0, 0.25, 0.5], [0.2, 0.4, -0.3]], "targets": [[0, 0, 1], [1, 0, 0]]}""")})
public record CategoricalHinge() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "scores, classes along the class axis").twiceDifferentiable(),
            Input.numbers("targets", "one-hot labels: 1 for the true class, 0 for the others").within("0 or 1"));

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
        double[] targets = row.elements(TARGETS);
        int rival = firstLargestOther(scores, targets, row.length());
        CompensatedSum shortfall = new CompensatedSum();
        shortfall.add(1);
        shortfall.add(other(scores, targets, rival));
        for (int c = 0; c < row.length(); c++) {
            if (targets[c] != 0) {
                shortfall.add(-scores[c]);
            }
        }
        if (Double.isNaN(shortfall.hi())) {
            return row.undefined();
        }
        row.zero();
        if (shortfall.hi() < 0) {
            return 0;
        }
        double[] gradient = row.gradient(PREDICTIONS);
        for (int c = 0; gradient != null && c < row.length(); c++) {
            gradient[c] = (c == rival ? 1 - targets[c] : 0) - targets[c];
        }
        return shortfall.value();
    }

    private static int firstLargestOther(double[] scores, double[] targets, int count) {
        int largest = 0;
        for (int c = 1; c < count; c++) {
            if (other(scores, targets, c) > other(scores, targets, largest)) {
                largest = c;
            }
        }
        return largest;
    }

    /** The score of a class, or 0 for the true class. */
    private static double other(double[] scores, double[] targets, int c) {
        return targets[c] == 0 ? scores[c] : 0;
    }
}
