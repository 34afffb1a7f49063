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
import java.util.List;
import java.util.OptionalLong;

/** The weighted sum of cross-entropy and reverse cross-entropy. */
@Definition(
    aliases = "sce",
    summary = "Weighted sum of cross-entropy and reverse cross-entropy, in which log 0 is replaced by a constant; robust to label noise.",
    formula = "-\\alpha \\log p_y + b\\,(1 - p_y), \\quad b = -\\beta\\,\\text{log\\_zero}, \\quad p = \\operatorname{softmax}(x)",
    gradient = "(p_c - [c = y])(\\alpha + b\\,p_y)",
    hessian = "(\\alpha + b\\,p_y)\\,p_c (1 - p_c) - b\\,p_y (p_c - [c = y])^2",
    edges = {
            "If the target's logit is -Infinity, the loss is Infinity and the gradient is finite; with alpha = 0 the loss is b.",
            "If a logit is +Infinity, or all logits of a row are -Infinity, the row is NaN."},
    references = "Wang et al. (2019), Symmetric Cross Entropy for Robust Learning with Noisy Labels",
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0]}"""),
            @Example(name = "Mostly cross-entropy", body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0], "alpha": 1, "beta": 0.1}""")})
public record SymmetricCrossEntropy(
    @Option(value = "weight of cross-entropy", within = "[0, inf)") double alpha,
    @Option(value = "weight of reverse cross-entropy", within = "[0, inf)") double beta,
    @Option(value = "replacement for log 0", within = "(-inf, 0)") double logZero,
    @Option("target value that is ignored") long ignoreIndex)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits, classes along the class axis").twiceDifferentiable(),
            Input.classes("targets", "ground truth class indices"));

    public SymmetricCrossEntropy {
        OptionSpec.check(SymmetricCrossEntropy.class, "alpha", alpha);
        OptionSpec.check(SymmetricCrossEntropy.class, "beta", beta);
        OptionSpec.check(SymmetricCrossEntropy.class, "logZero", logZero);
    }

    public SymmetricCrossEntropy() {
        this(0.1, 1, -4, -100);
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
        StableSoftmax softmax = new StableSoftmax(row.elements(0), row.length(), row.scratch(0));
        if (!softmax.isDefined()) {
            return row.undefined();
        }
        int target = (int) row.element(1);
        DoubleDouble reverse = DoubleDouble.product(-beta, logZero);
        DoubleDouble scaled = softmax.probability(target).times(reverse);
        TargetClassDerivatives.write(row, softmax, target, scaled.plus(alpha), scaled);
        DoubleDouble forward = softmax.weightedNegativeLogProbability(target, DoubleDouble.of(alpha));
        return forward.plus(softmax.complement(target).times(reverse)).value();
    }
}
