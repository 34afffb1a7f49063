package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import java.util.List;
import java.util.OptionalLong;

/** The negative log-probability of the true class. */
@Definition(
    aliases = {"nll_loss", "negative_log_likelihood"},
    summary = "Negative log-likelihood of the true class, given log-probabilities.",
    formula = "-w_y x_y",
    gradient = "\\partial_c = -w_y [c = y]",
    hessian = "0",
    edges = {"mean divides by the sum of the class weights of the targets that are not ignored.",
            "At x_y = -Infinity the loss is Infinity.", "The input is not normalized; for logits use cross_entropy."},
    references = "PyTorch NLLLoss",
    examples = {
            @Example(name = "Two samples", body = """
                {"predictions": [[-1.5, -0.5, -1.0], [-0.25, -2.0, -3.0]], "targets": [2, 0]}"""),
            @Example(
                name = "Class weights",
                body = """
                        {"predictions": [[-1.5, -0.5, -1.0], [-0.25, -2.0, -3.0]], "targets": [2, 0], "weight": [1, 2, 4]}"""),
            @Example(name = "An ignored target", body = """
                        {"predictions": [[-1.5, -0.5, -1.0], [-0.25, -2.0, -3.0]], "targets": [1, -100]}""")})
public record Nll(@Option("target value that is ignored") long ignoreIndex) implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "log-probabilities, classes along the class axis").twiceDifferentiable(),
            Input.classes("targets", "ground truth class indices"),
            Input.classWeights());

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;
    private static final int WEIGHT = 2;

    public Nll() {
        this(-100);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public OptionalLong ignoredIndex() {
        return OptionalLong.of(ignoreIndex);
    }

    @Override
    public double divisor(Row row) {
        return row.elements(WEIGHT)[target(row)];
    }

    @Override
    public double evaluate(Row row) {
        double weight = divisor(row);
        row.zero();
        double[] gradient = row.gradient(PREDICTIONS);
        if (gradient != null) {
            gradient[target(row)] = -weight;
        }
        return DoubleDouble.of(weight).timesOrZero(-row.elements(PREDICTIONS)[target(row)]).value();
    }

    private static int target(Row row) {
        return (int) row.element(TARGETS);
    }
}
