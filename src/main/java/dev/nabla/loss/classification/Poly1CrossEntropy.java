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

/** Cross-entropy with a modified first coefficient of its series in 1 - p. */
@Definition(
    aliases = {"poly_loss_cross_entropy(axis=-1, reduction=none)", "poly_loss"},
    summary = "PolyLoss: cross-entropy plus epsilon times 1 - p of the target.",
    formula = "-\\sum_c t_c \\log p_c + \\varepsilon \\sum_c t_c (1 - p_c), \\quad p = \\operatorname{softmax}(x), \\quad t_c = [c = y] \\text{ for a class index } y",
    gradient = "T p_c - t_c - \\varepsilon\\, p_c (t_c - s), \\quad T = \\sum_c t_c, \\; s = \\sum_c t_c p_c; \\quad (p_c - [c = y])(1 + \\varepsilon p_y) \\text{ for an index}",
    hessian = "T p_c (1 - p_c) - \\varepsilon\\, p_c (1 - 2 p_c)(t_c - s)",
    edges = {"Targets are class indices, or class probabilities if they have the shape of the predictions.",
            "epsilon = 0 is cross-entropy, epsilon = 1 the paper's choice; with a negative epsilon the loss is negative near its minimum.",
            "A logit of -Infinity has probability 0 and gradient 0; if it is the target's, the loss is Infinity and the gradient is finite.",
            "If a logit is +Infinity, or all logits of a row are -Infinity, the row is NaN."},
    references = {"Leng et al. (2022), PolyLoss: A Polynomial Expansion Perspective of Classification Loss Functions",
            "Optax poly_loss_cross_entropy"},
    examples = {
            @Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0]}"""),
            @Example(
                name = "Class probabilities, the paper's epsilon",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.25, 0.25, 0.5], [0, 1, 0]], "epsilon": 1}""")})
public record Poly1CrossEntropy(@Option("weight of 1 - p") double epsilon) implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits, classes along the class axis").twiceDifferentiable(),
            Input.classesOrProbabilities("targets", "ground truth class indices, or class probabilities"));

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;

    public Poly1CrossEntropy {
        OptionSpec.check(Poly1CrossEntropy.class, "epsilon", epsilon);
    }

    public Poly1CrossEntropy() {
        this(2);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double evaluate(Row row) {
        StableSoftmax softmax = new StableSoftmax(row.elements(PREDICTIONS), row.length(), row.scratch(0));
        if (!softmax.isDefined()) {
            return row.undefined();
        }
        return row.isSingle(TARGETS)
                ? hardTarget(row, softmax, (int) row.element(TARGETS))
                : softTarget(row, softmax, row.elements(TARGETS));
    }

    private double hardTarget(Row row, StableSoftmax softmax, int target) {
        DoubleDouble scaled = softmax.probability(target).times(epsilon);
        TargetClassDerivatives.write(row, softmax, target, scaled.plus(1), scaled);
        return softmax.negativeLogProbability(target).plus(softmax.complement(target).times(epsilon)).value();
    }

    private double softTarget(Row row, StableSoftmax softmax, double[] targets) {
        DoubleDouble loss = DoubleDouble.ZERO;
        DoubleDouble total = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            if (targets[c] != 0) {
                loss = loss.plus(term(softmax, c, targets[c]));
                total = total.plus(targets[c]);
            }
        }
        writeDerivatives(row, softmax, targets, total);
        return loss.value();
    }

    private DoubleDouble term(StableSoftmax softmax, int c, double target) {
        DoubleDouble correction = softmax.complement(c).times(epsilon);
        DoubleDouble term = softmax.negativeLogProbability(c).plus(correction).times(target);
        return Double.isFinite(term.hi())
                ? term
                : softmax.weightedNegativeLogProbability(c, DoubleDouble.of(target)).plus(correction.times(target));
    }

    private void writeDerivatives(Row row, StableSoftmax softmax, double[] targets, DoubleDouble total) {
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        if (gradient == null && hessian == null) {
            return;
        }
        DoubleDouble others = withoutLargest(softmax, targets, row.length());
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble probability = softmax.probability(c);
            DoubleDouble complement = softmax.complement(c);
            DoubleDouble deviation = complement.times(targets[c]).minus(restOfMean(softmax, targets, c, others))
                    .times(epsilon);
            if (gradient != null) {
                gradient[c] = probability.times(total.minus(targets[c])).minus(complement.times(targets[c]))
                        .minus(probability.times(deviation)).value();
            }
            if (hessian != null) {
                DoubleDouble curvature = total.times(complement).minus(complement.minus(probability).times(deviation));
                hessian[c] = probability.times(curvature).value();
            }
        }
    }

    /** The mean target under the softmax, {@code Σ t_j p_j}, without the term of the largest logit. */
    private static DoubleDouble withoutLargest(StableSoftmax softmax, double[] targets, int count) {
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int c = 0; c < count; c++) {
            sum = c == softmax.largest() ? sum : sum.plus(softmax.probability(c).times(targets[c]));
        }
        return sum;
    }

    /** The mean target without the term of class c. */
    private static DoubleDouble restOfMean(StableSoftmax softmax, double[] targets, int c,
            DoubleDouble withoutLargest) {
        int largest = softmax.largest();
        return c == largest
                ? withoutLargest
                : withoutLargest.minus(softmax.probability(c).times(targets[c]))
                        .plus(softmax.probability(largest).times(targets[largest]));
    }
}
