package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/** The negative entropy of a policy, which keeps it from becoming certain too early. */
@Definition(
    aliases = "negative_entropy",
    summary = "Negative entropy of a softmax policy: minimizing it keeps the policy exploring.",
    formula = "\\sum_c p_c \\log p_c, \\quad p = \\operatorname{softmax}(x)",
    gradient = "p_c (\\log p_c - L), \\quad L \\text{ the loss}",
    hessian = "p_c \\bigl[(1 - 2 p_c)(\\log p_c - L) + 1 - p_c\\bigr]",
    edges = {"It is between -log C, for equal logits, and 0, for certainty.",
            "A logit of -Infinity contributes 0 and has gradient 0.",
            "If a logit is +Infinity, or all logits of a row are -Infinity, the row is NaN."},
    references = {
            "Mnih et al. (2016), Asynchronous Methods for Deep Reinforcement Learning, https://arxiv.org/abs/1602.01783",
            "Schulman et al. (2017), Proximal Policy Optimization Algorithms, https://arxiv.org/abs/1707.06347"},
    examples = {@Example(name = "Two states, three actions", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]]}"""),
            @Example(name = "Equal logits, one loss per state", body = """
                {"predictions": [[0, 0], [5, 0]], "reduction": "none"}""")})
public record EntropyBonus() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits of the actions, along the last axis").twiceDifferentiable());

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
        double[] logits = row.elements(0);
        StableSoftmax softmax = new StableSoftmax(logits, row.length(), row.scratch(0));
        if (!softmax.isDefined()) {
            return row.undefined();
        }
        double largest = logits[softmax.largest()];
        DoubleDouble mean = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble probability = softmax.probability(c);
            if (!probability.isZero()) {
                mean = mean.plus(DoubleDouble.difference(largest, logits[c]).times(probability));
            }
        }
        writeDerivatives(row, softmax, mean);
        return 0.0 - mean.plus(softmax.negativeLogProbability(softmax.largest())).value();
    }

    /**
     * Derivatives by the excess log p_c − L.
     *
     * @param mean the mean distance of the logits from the largest
     */
    private static void writeDerivatives(Row row, StableSoftmax softmax, DoubleDouble mean) {
        double[] logits = row.elements(0);
        double[] gradient = row.gradient(0);
        double[] hessian = row.hessian(0);
        for (int c = 0; (gradient != null || hessian != null) && c < row.length(); c++) {
            DoubleDouble probability = softmax.probability(c);
            DoubleDouble excess = probability.isZero()
                    ? DoubleDouble.ZERO
                    : mean.minus(DoubleDouble.difference(logits[softmax.largest()], logits[c]));
            if (gradient != null) {
                gradient[c] = excess.times(probability).value();
            }
            if (hessian != null) {
                DoubleDouble complement = softmax.complement(c);
                hessian[c] = complement.minus(probability).times(excess).plus(complement).times(probability).value();
            }
        }
    }
}
