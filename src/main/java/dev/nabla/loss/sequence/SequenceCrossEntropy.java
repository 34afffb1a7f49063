package dev.nabla.loss.sequence;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import java.util.OptionalLong;

/** Softmax cross-entropy of every token of a sequence, averaged over tokens or first within sequences. */
@Definition(
    aliases = {"token_cross_entropy", "language_model", "sequence_loss"},
    summary = "Softmax cross-entropy per token of sequences, with the mean over tokens or over sequences.",
    formula = "-\\sum_c q_c \\log p_c, \\quad p = \\operatorname{softmax}(x), \\quad q_c = (1 - \\varepsilon)\\,[c = y] + \\varepsilon / C",
    gradient = "p_c - q_c",
    hessian = "p_c (1 - p_c)",
    edges = {"With average token, mean divides by the number of tokens that count.",
            "With average sequence, mean averages within each sequence, then over the sequences with at least one token: the same as the reduction sample_mean.",
            "If no token counts, the mean is NaN and the gradient 0.",
            "Targets are not shifted: the target of a token is its own.",
            "A logit of -Infinity has probability 0 and gradient 0; if it is the target's, the loss is Infinity and the gradient is finite.",
            "If a logit is +Infinity, or all logits of a token are -Infinity, the token is NaN."},
    references = {"TensorFlow sequence_loss", "PyTorch CrossEntropyLoss, its classes along axis 1",
            "Hugging Face Transformers, whose causal models shift the labels"},
    examples = {
            @Example(
                name = "Two sequences, the second of one token",
                body = """
                        {"predictions": [[[0.5, -0.25, 1.0], [0.1, 0.2, 0.3]], [[1.0, 0.0, -0.5], [-1.0, 0.5, 0.25]]], "targets": [[2, 0], [1, -100]]}"""),
            @Example(
                name = "Each sequence counts the same",
                body = """
                        {"predictions": [[[0.5, -0.25, 1.0], [0.1, 0.2, 0.3]], [[1.0, 0.0, -0.5], [-1.0, 0.5, 0.25]]], "targets": [[2, 0], [1, -100]], "average": "sequence"}""")})
public record SequenceCrossEntropy(
    @Option("target value that is ignored") long ignoreIndex,
    @Option(
        value = "fraction of each target distributed uniformly over all classes",
        within = "[0, 1]") double labelSmoothing,
    @Option("what mean averages over: all tokens, or the sequences, each the mean of its tokens") Average average)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits, classes along the last axis").twiceDifferentiable(),
            Input.classes("targets", "ground truth class of each token"));

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;

    /** What the mean averages over. */
    public enum Average {
        TOKEN,
        SEQUENCE
    }

    public SequenceCrossEntropy {
        OptionSpec.check(SequenceCrossEntropy.class, "labelSmoothing", labelSmoothing);
    }

    public SequenceCrossEntropy() {
        this(-100, 0, Average.TOKEN);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public Reduction mean() {
        return average == Average.SEQUENCE ? Reduction.SAMPLE_MEAN : Reduction.MEAN;
    }

    @Override
    public OptionalLong ignoredIndex() {
        return OptionalLong.of(ignoreIndex);
    }

    @Override
    public boolean classAxisIsLast() {
        return true;
    }

    @Override
    public double evaluate(Row row) {
        StableSoftmax softmax = new StableSoftmax(row.elements(PREDICTIONS), row.length(), row.scratch(0));
        if (!softmax.isDefined()) {
            return row.undefined();
        }
        writeDerivatives(row, softmax);
        return loss(row, softmax).value();
    }

    private DoubleDouble loss(Row row, StableSoftmax softmax) {
        int target = (int) row.element(TARGETS);
        DoubleDouble kept = DoubleDouble.difference(1, labelSmoothing);
        DoubleDouble loss = softmax.weightedNegativeLogProbability(target, kept);
        DoubleDouble spread = DoubleDouble.quotient(labelSmoothing, row.length());
        for (int c = 0; labelSmoothing > 0 && c < row.length(); c++) {
            loss = loss.plus(softmax.weightedNegativeLogProbability(c, spread));
        }
        return loss;
    }

    private void writeDerivatives(Row row, StableSoftmax softmax) {
        int target = (int) row.element(TARGETS);
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        if (gradient != null) {
            softmax.probabilities(1, gradient);
            gradient[target] = 0.0 - softmax.complement(target).value();
        }
        for (int c = 0; gradient != null && labelSmoothing > 0 && c < row.length(); c++) {
            gradient[c] = smoothedSlope(softmax, c, row.length(), c == target).value();
        }
        for (int c = 0; hessian != null && c < row.length(); c++) {
            hessian[c] = softmax.probability(c).times(softmax.complement(c)).value();
        }
    }

    /** p − q as p(1 − q) − (1 − p)q. */
    private DoubleDouble smoothedSlope(StableSoftmax softmax, int c, int classes, boolean isTarget) {
        DoubleDouble share = DoubleDouble.quotient(labelSmoothing, classes);
        DoubleDouble others = DoubleDouble.product(labelSmoothing, classes - 1.0).dividedBy(classes);
        DoubleDouble q = isTarget ? DoubleDouble.ONE.minus(others) : share;
        DoubleDouble rest = isTarget ? others : DoubleDouble.ONE.minus(share);
        return softmax.probability(c).times(rest).minus(softmax.complement(c).times(q));
    }
}
