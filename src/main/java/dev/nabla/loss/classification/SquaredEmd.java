package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/** The squared distance between two cumulative distributions over ordered classes. */
@Definition(
    aliases = {"ranked_probability_score", "rps"},
    summary = "Squared earth mover's distance over ordered classes: the squared distance between the cumulative distributions.",
    formula = "\\sum_c D_c^2, \\quad D_c = \\sum_{k \\le c} (x_k - t_k), \\quad t_c = [c = y] \\text{ for a class index } y",
    gradient = "2 \\sum_{k \\ge c} D_k",
    hessian = "2\\,(C - c), \\quad c \\text{ from } 0",
    edges = {"Targets are class indices, or class probabilities if they have the shape of the predictions.",
            "Predictions must be in [0, 1]; they need not sum to 1.",
            "If predictions and targets have the same sum, the gradient of the last class is 0, up to the rounding of the inputs."},
    references = {"Hou et al. (2016), Squared Earth Mover's Distance-based Loss for Training Deep Neural Networks",
            "Epstein (1969), A scoring system for probability forecasts of ranked categories"},
    examples = {@Example(name = "Two forecasts of three ordered classes", body = """
                {"predictions": [[0.2, 0.3, 0.5], [0.7, 0.1, 0.2]], "targets": [2, 0]}"""),
            @Example(name = "Class probabilities as targets, one loss per row", body = """
                        {"predictions": [[0.2, 0.3, 0.5]], "targets": [[0, 0.25, 0.75]], "reduction": "none"}""")})
public record SquaredEmd() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "probabilities, ordered classes along the last axis").within("[0, 1]")
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
        double[] high = row.scratch(0);
        double[] low = row.scratch(1);
        DoubleDouble loss = DoubleDouble.ZERO;
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            sum = sum.plus(DoubleDouble.difference(row.elements(PREDICTIONS)[c], Targets.probability(row, c)));
            high[c] = sum.hi();
            low[c] = sum.lo();
            loss = loss.plus(sum.squared());
        }
        writeGradient(row, high, low);
        writeHessian(row);
        return loss.value();
    }

    private static void writeGradient(Row row, double[] high, double[] low) {
        double[] gradient = row.gradient(PREDICTIONS);
        DoubleDouble rest = DoubleDouble.ZERO;
        for (int c = row.length() - 1; gradient != null && c >= 0; c--) {
            rest = rest.plus(new DoubleDouble(high[c], low[c]));
            gradient[c] = 2 * rest.value();
        }
    }

    private static void writeHessian(Row row) {
        double[] hessian = row.hessian(PREDICTIONS);
        for (int c = 0; hessian != null && c < row.length(); c++) {
            hessian[c] = 2.0 * (row.length() - c);
        }
    }
}
