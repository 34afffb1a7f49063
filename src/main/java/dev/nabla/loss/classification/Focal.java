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

/** Cross-entropy that down-weights well-classified samples. */
@Definition(
    aliases = {"softmax_focal", "categorical_focal"},
    summary = "Focal loss: cross-entropy that down-weights samples whose true class already has a high probability.",
    formula = "-w_y (1 - p_y)^\\gamma \\log p_y, \\quad p = \\operatorname{softmax}(x)",
    gradient = "w_y K (p_c - [c = y]), \\quad K = (1 - p_y)^\\gamma - \\gamma\\, p_y (1 - p_y)^{\\gamma - 1} \\log p_y",
    hessian = "w_y \\bigl( K p_c (1 - p_c) + E (p_c - [c = y])^2 \\bigr), \\quad E = \\gamma\\, p_y (1 - p_y)^{\\gamma - 2} \\bigl( (1 - \\gamma p_y) \\log p_y + 2 (1 - p_y) \\bigr)",
    edges = {"gamma = 0 is cross-entropy.", "For gamma > 0, loss and gradient go to 0 as p_y goes to 1.",
            "mean divides by the number of rows that are not ignored; class weights do not enter the divisor.",
            "If the target's logit is -Infinity, the loss is Infinity and the gradient is finite.",
            "If a logit is +Infinity, or all logits of a row are -Infinity, the row is NaN.",
            "Keras takes probabilities and clips them; its single alpha is a weight shared by all classes."},
    references = {"Lin et al. (2017), Focal Loss for Dense Object Detection", "Keras CategoricalFocalCrossentropy",
            "MONAI FocalLoss with softmax"},
    examples = {
            @Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0]}"""),
            @Example(
                name = "Class weights and a smaller gamma",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0], "gamma": 1, "weight": [1, 2, 0.5]}""")})
public record Focal(
    @Option(
        value = "focusing exponent: larger values down-weight well-classified samples more",
        within = "[0, inf)") double gamma,
    @Option("target value that is ignored") long ignoreIndex)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits, classes along the class axis").twiceDifferentiable(),
            Input.classes("targets", "ground truth class indices"),
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
        DoubleDouble complement = precise.complement();
        DoubleDouble probability = softmax.probability(target);
        DoubleDouble surprisal = precise.negativeLogProbability();
        DoubleDouble focalWeight = power(complement).times(row.elements(WEIGHT)[target]);
        // -log p approaches 1 - p as 1 - p goes to 0
        DoubleDouble ratio = complement.isZero() ? DoubleDouble.of(1) : surprisal.dividedBy(complement);
        DoubleDouble logTerm = probability.isZero() ? DoubleDouble.ZERO : probability.times(gamma).times(ratio);
        TargetClassDerivatives.write(row, softmax, target, focalWeight.times(logTerm.plus(1)),
                curvatureTerm(focalWeight, complement, probability.times(gamma), ratio));
        return Double.isFinite(surprisal.hi())
                ? focalWeight.times(surprisal).value()
                : softmax.weightedNegativeLogProbability(target, focalWeight).value();
    }

    /** (1 - p)^γ. */
    private DoubleDouble power(DoubleDouble complement) {
        if (gamma == 0 || complement.isZero()) {
            return DoubleDouble.of(gamma == 0 ? 1 : 0);
        }
        if (gamma == 1 || gamma == 2) {
            return gamma == 1 ? complement : complement.squared();
        }
        DoubleDouble power = Extended.pow(complement.hi(), DoubleDouble.of(gamma)).toDoubleDouble();
        return power.plus(power.hi() * (gamma * (complement.lo() / complement.hi())));
    }

    /** M of {@link TargetClassDerivatives}: γ p (1 - p)^(γ - 1) ((1 - γp) ratio - 2), ratio = -log p / (1 - p). */
    private static DoubleDouble curvatureTerm(DoubleDouble focalWeight, DoubleDouble complement, DoubleDouble weighted,
            DoubleDouble ratio) {
        if (weighted.isZero() || focalWeight.isZero()) {
            return DoubleDouble.ZERO;
        }
        DoubleDouble bracket = DoubleDouble.of(1).minus(weighted).times(ratio).minus(2);
        return weighted.times(bracket).times(focalWeight.dividedBy(complement));
    }
}
