package dev.nabla.loss.classification;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The multiclass hinge of every class that violates the margin. */
@Definition(
    aliases = {"multi_margin_loss", "multiclass_margin"},
    summary = "Multiclass hinge loss: the mean over the classes of how far each score violates a margin below the true class's score.",
    formula = "\\frac{w_y}{C} \\sum_{j \\ne y} \\max(0,\\ z_j)^p, \\quad z_j = m - x_y + x_j, \\quad m = \\text{margin}",
    gradient = "\\partial_j = \\frac{w_y}{C}\\, p\\, z_j^{p - 1} [z_j > 0] \\text{ for } j \\ne y, \\quad \\partial_y = -\\sum_{j \\ne y} \\partial_j",
    hessian = "\\partial^2_j = \\frac{2 w_y}{C} [z_j > 0] \\text{ for } j \\ne y, \\quad \\partial^2_y = \\sum_{j \\ne y} \\partial^2_j \\quad (p = 2); \\quad 0 \\quad (p = 1)",
    edges = {"At z_j = 0 class j is inactive: it contributes nothing to loss, gradient or Hessian.",
            "mean divides by the number of rows, without the class weights.",
            "If the true class scores -Infinity, the loss is Infinity; Infinity - Infinity makes the row NaN."},
    references = {"PyTorch MultiMarginLoss"},
    examples = {
            @Example(name = "Two samples, three classes", body = """
                {"predictions": [[1.0, 0.25, 0.5], [0.2, 0.4, -0.3]], "targets": [2, 0]}"""),
            @Example(
                name = "Squared, with class weights",
                body = """
                        {"predictions": [[1.0, 0.25, 0.5], [0.2, 0.4, -0.3]], "targets": [0, 2], "p": 2, "margin": 0.65, "weight": [1.0, 2.0, 0.5]}""")})
public record MultiMargin(
    @Option(value = "exponent of the hinge", within = "1 or 2") long p,
    @Option("margin between the true class and the others") double margin) implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "scores, classes along the class axis").twiceDifferentiable(),
            Input.classes("targets", "ground truth class indices"),
            Input.classWeights());

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;
    private static final int WEIGHT = 2;

    public MultiMargin {
        OptionSpec.check(MultiMargin.class, "p", (double) p);
        OptionSpec.check(MultiMargin.class, "margin", margin);
    }

    public MultiMargin() {
        this(1, 1);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double evaluate(Row row) {
        row.zero();
        double[] scores = row.elements(PREDICTIONS);
        int target = (int) row.element(TARGETS);
        double weight = row.elements(WEIGHT)[target];
        if (weight == 0) {
            return 0;
        }
        DoubleDouble share = DoubleDouble.quotient(weight, row.length());
        CompensatedSum loss = new CompensatedSum();
        CompensatedSum total = new CompensatedSum();
        int active = 0;
        for (int j = 0; j < row.length(); j++) {
            DoubleDouble z = DoubleDouble.difference(scores[j], scores[target]).plus(margin);
            if (j != target && !(z.hi() <= 0)) {
                DoubleDouble linear = Double.isFinite(z.hi())
                        ? share.times(z)
                        : ScaledDoubleDouble.difference(scores[j], scores[target]).times(share).toDoubleDouble();
                DoubleDouble derivative = p == 1 ? share : linear.times(2);
                loss.add(p == 1 ? linear : linear.times(z));
                total.add(derivative);
                active++;
                write(row.gradient(PREDICTIONS), j, derivative.value());
                write(row.hessian(PREDICTIONS), j, curvature(share));
            }
        }
        if (Double.isNaN(loss.value())) {
            return row.undefined();
        }
        write(row.gradient(PREDICTIONS), target, 0.0 - total.value());
        write(row.hessian(PREDICTIONS), target, curvature(share.times(active)));
        return loss.value();
    }

    private double curvature(DoubleDouble share) {
        return p == 1 ? 0 : 2 * share.value();
    }

    private static void write(double @Nullable [] derivatives, int index, double derivative) {
        if (derivatives != null) {
            derivatives[index] = derivative;
        }
    }
}
