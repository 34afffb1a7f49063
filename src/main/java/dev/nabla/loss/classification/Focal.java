package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import java.util.OptionalLong;

/** Cross-entropy that loses interest in what is classified well already. */
@Definition(
    aliases = {"softmax_focal", "categorical_focal", "categorical_focal_cross_entropy"},
    summary = "Cross-entropy that counts a sample the less, the surer its true class already is.",
    formula = "-w_y (1 - p_y)^\\gamma \\log p_y, \\quad p = \\operatorname{softmax}(x)",
    gradient = "w_y K (p_c - [c = y]), \\quad K = (1 - p_y)^\\gamma - \\gamma\\, p_y (1 - p_y)^{\\gamma - 1} \\log p_y",
    hessian = "w_y \\bigl( K p_c (1 - p_c) + E (p_c - [c = y])^2 \\bigr), \\quad E = \\gamma\\, p_y (1 - p_y)^{\\gamma - 2} \\bigl( (1 - \\gamma p_y) \\log p_y + 2 (1 - p_y) \\bigr)",
    edges = {"gamma = 0 is cross-entropy.", "As p_y goes to 1 loss and gradient go to 0, for gamma > 0.",
            "mean divides by the number of rows that are not ignored; class weights do not count in it.",
            "A target logit of -Infinity makes the loss Infinity, with a finite gradient.",
            "A logit of +Infinity, or a row of nothing but -Infinity, makes its row NaN.",
            "Keras takes probabilities and clips them; its single alpha is weight, the same for every class."},
    references = {"Lin et al. (2017), Focal Loss for Dense Object Detection", "Keras CategoricalFocalCrossentropy",
            "MONAI FocalLoss with softmax"},
    examples = {
            @Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0]}"""),
            @Example(
                name = "Class weights and a milder exponent",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0], "gamma": 1, "weight": [1, 2, 0.5]}""")})
public record Focal(
    @Option(value = "how fast interest fades as the true class gets probable", within = "[0, inf)") double gamma,
    @Option("target that leaves its row out") long ignoreIndex)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits, classes along the class axis").twiceDifferentiable(),
            Input.classes("targets", "the true classes"),
            Input.classWeights());

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;
    private static final int WEIGHT = 2;

    public Focal {
        OptionSpec.check(Focal.class, "gamma", gamma);
    }

    public Focal() {
        this(2, -100);
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
    public double evaluate(Row row) {
        StableSoftmax softmax = new StableSoftmax(row.elements(PREDICTIONS), row.length(), row.scratch(0));
        if (!softmax.isDefined()) {
            return row.undefined();
        }
        int target = (int) row.element(TARGETS);
        StableSoftmax.Precise precise = softmax.precise(target);
        DoubleDouble missing = precise.complement();
        DoubleDouble probability = softmax.probability(target);
        DoubleDouble surprise = precise.negativeLogProbability();
        DoubleDouble interest = power(missing).times(row.elements(WEIGHT)[target]);
        // as 1 - p goes to 0, -log p is 1 - p too
        DoubleDouble ratio = missing.isZero() ? DoubleDouble.of(1) : surprise.dividedBy(missing);
        DoubleDouble pull = probability.isZero() ? DoubleDouble.ZERO : probability.times(gamma).times(ratio);
        TargetClass.write(row, softmax, target, interest.times(pull.plus(1)),
                growth(interest, missing, probability.times(gamma), ratio));
        return interest.isZero() ? 0 : interest.times(surprise).value();
    }

    /** (1 - p)^γ. */
    private DoubleDouble power(DoubleDouble missing) {
        if (gamma == 0 || missing.isZero()) {
            return DoubleDouble.of(gamma == 0 ? 1 : 0);
        }
        if (gamma == 1 || gamma == 2) {
            return gamma == 1 ? missing : missing.squared();
        }
        DoubleDouble power = Extended.pow(missing.hi(), DoubleDouble.of(gamma)).toDoubleDouble();
        return power.plus(power.hi() * (gamma * (missing.lo() / missing.hi())));
    }

    /** How fast the slope grows with log p: γ p (1 - p)^(γ - 1) ((1 - γp) ratio - 2), ratio = -log p / (1 - p). */
    private static DoubleDouble growth(DoubleDouble interest, DoubleDouble missing, DoubleDouble weighted,
            DoubleDouble ratio) {
        if (weighted.isZero() || interest.isZero()) {
            return DoubleDouble.ZERO;
        }
        DoubleDouble bracket = DoubleDouble.of(1).minus(weighted).times(ratio).minus(2);
        return weighted.times(bracket).times(interest.dividedBy(missing));
    }
}
