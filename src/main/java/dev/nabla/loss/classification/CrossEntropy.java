package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** The negative log-likelihood of the true class under the softmax of the logits. */
@Definition(
    aliases = {"softmax_cross_entropy(axis=-1, reduction=none)",
            "softmax_cross_entropy_with_integer_labels(axis=-1, reduction=none)", "multiclass_logistic",
            "half_multinomial"},
    summary = "Softmax cross-entropy between logits and classes; its gradient is softmax minus target.",
    formula = "-\\sum_c w_c\\, q_c \\log p_c, \\quad p = \\operatorname{softmax}(x), \\quad q_c = (1 - \\varepsilon)\\,t_c + \\varepsilon / C, \\quad t_c = [c = y] \\text{ for a class index } y",
    gradient = "\\partial_{x_c} = p_c \\sum_j w_j q_j - w_c q_c, \\quad \\partial_{t_c} = -(1 - \\varepsilon)\\,w_c \\log p_c",
    hessian = "\\partial_{x_c}^2 = p_c (1 - p_c) \\sum_j w_j q_j, \\quad \\partial_{t_c}^2 = 0",
    edges = {"Targets are class indices, or class probabilities if they have the shape of the predictions.",
            "With class indices, mean divides by the sum of the class weights of the targets that are not ignored; with class probabilities, by the number of rows.",
            "If every target is ignored, the mean is NaN and the gradient 0.",
            "A logit of -Infinity has probability 0 and gradient 0; if it is the target's, the loss is Infinity and the gradient is finite.",
            "If a logit is +Infinity, or all logits of a row are -Infinity, the row is NaN.",
            "A target probability of 0 on a logit of -Infinity adds 0; PyTorch returns NaN.",
            "Target probabilities need not sum to 1.",
            "Probabilities as targets have a gradient too, which is Infinity on a logit of -Infinity; class indices have none.",
            "ignore_index applies to class indices only: setting it with probabilities as targets is an error."},
    references = {"PyTorch CrossEntropyLoss", "Optax softmax_cross_entropy", "scikit-learn HalfMultinomialLoss"},
    examples = {
            @Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0]}"""),
            @Example(name = "Class probabilities as targets", body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.25, 0.25, 0.5], [0, 1, 0]]}"""),
            @Example(
                name = "Class weights and label smoothing",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0], "weight": [1, 2, 4], "label_smoothing": 0.1}"""),
            @Example(name = "An ignored target, one loss per row", body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, -100], "reduction": "none"}""")})
public record CrossEntropy(
    @Option("target value that is ignored") long ignoreIndex,
    @Option(
        value = "fraction of each target distributed uniformly over all classes",
        within = "[0, 1]") double labelSmoothing)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits, classes along the class axis").twiceDifferentiable(),
            Input.classesOrProbabilities("targets", "ground truth class indices, or class probabilities")
                    .twiceDifferentiable(),
            Input.classWeights());

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;
    private static final int WEIGHT = 2;

    public CrossEntropy {
        OptionSpec.check(CrossEntropy.class, "labelSmoothing", labelSmoothing);
    }

    public CrossEntropy() {
        this(-100, 0);
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
        return row.isSingle(TARGETS) ? row.elements(WEIGHT)[(int) row.element(TARGETS)] : 1;
    }

    @Override
    public double evaluate(Row row) {
        StableSoftmax softmax = new StableSoftmax(row.elements(PREDICTIONS), row.length(), row.scratch(0));
        if (!softmax.isDefined()) {
            return row.undefined();
        }
        return row.isSingle(TARGETS) && labelSmoothing == 0 ? hardTarget(row, softmax) : softTarget(row, softmax);
    }

    /** The target is a class index. */
    private static double hardTarget(Row row, StableSoftmax softmax) {
        int target = (int) row.element(TARGETS);
        double weight = row.elements(WEIGHT)[target];
        double[] gradient = row.gradient(PREDICTIONS);
        if (gradient != null) {
            softmax.probabilities(weight, gradient);
            gradient[target] = 0.0 - softmax.complement(target).times(weight).value();
        }
        writeHessian(row, softmax, DoubleDouble.of(weight));
        double logProbability = softmax.negativeLogProbability(target).value();
        return Double.isFinite(logProbability)
                ? DoubleDouble.of(weight).times(logProbability).value()
                : softmax.weightedNegativeLogProbability(target, DoubleDouble.of(weight)).value();
    }

    /** The target is a probability for each class. */
    private double softTarget(Row row, StableSoftmax softmax) {
        DoubleDouble loss = DoubleDouble.ZERO;
        DoubleDouble total = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble weighted = weighted(row, c);
            total = total.plus(weighted);
            loss = weighted.isZero() ? loss : loss.plus(softmax.weightedNegativeLogProbability(c, weighted));
        }
        double[] gradient = row.gradient(PREDICTIONS);
        for (int c = 0; gradient != null && c < row.length(); c++) {
            DoubleDouble weighted = weighted(row, c);
            DoubleDouble others = softmax.probability(c).times(total.minus(weighted));
            gradient[c] = others.minus(softmax.complement(c).times(weighted)).value();
        }
        writeHessian(row, softmax, total);
        writeTargetDerivatives(row, softmax);
        return loss.value();
    }

    /** The loss is linear in the probabilities: the gradient is −(1−ε) w_c log p_c. */
    private void writeTargetDerivatives(Row row, StableSoftmax softmax) {
        double[] gradient = row.gradient(TARGETS);
        double[] hessian = row.hessian(TARGETS);
        for (int c = 0; gradient != null && c < row.length(); c++) {
            DoubleDouble share = DoubleDouble.difference(1, labelSmoothing).times(row.elements(WEIGHT)[c]);
            gradient[c] = share.isZero() ? 0 : softmax.weightedNegativeLogProbability(c, share).value();
        }
        if (hessian != null) {
            Arrays.fill(hessian, 0, row.length(), 0);
        }
    }

    private static void writeHessian(Row row, StableSoftmax softmax, DoubleDouble total) {
        double[] hessian = row.hessian(PREDICTIONS);
        for (int c = 0; hessian != null && c < row.length(); c++) {
            hessian[c] = softmax.probability(c).times(softmax.complement(c)).times(total).value();
        }
    }

    /** The target probability of class c times its weight: {@code w_c q_c}. */
    private DoubleDouble weighted(Row row, int c) {
        double target = row.isSingle(TARGETS) ? (c == row.element(TARGETS) ? 1 : 0) : row.elements(TARGETS)[c];
        return LabelSmoothing.smooth(target, labelSmoothing, row.length()).times(row.elements(WEIGHT)[c]);
    }
}
