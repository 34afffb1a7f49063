package dev.nabla.loss.distillation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Knowledge distillation from a teacher combined with cross-entropy. */
@Definition(
    aliases = "kd_hard_soft",
    summary = "Knowledge distillation with hard labels: the weighted sum of cross-entropy and distillation_kl.",
    formula = "-\\alpha \\log p_y + (1 - \\alpha)\\, T^2 \\sum_c q_c \\log \\frac{q_c}{s_c}, \\quad p = \\operatorname{softmax}(x), \\; q = \\operatorname{softmax}(\\text{teacher\\_logits} / T), \\; s = \\operatorname{softmax}(x / T)",
    gradient = "\\alpha\\,(p_c - [c = y]) + (1 - \\alpha)\\, T\\,(s_c - q_c)",
    hessian = "\\alpha\\, p_c (1 - p_c) + (1 - \\alpha)\\, s_c (1 - s_c)",
    edges = {"With alpha = 1 it is cross-entropy, with alpha = 0 distillation_kl.",
            "A student logit of -Infinity makes the loss Infinity if its class is the target or has a nonzero teacher probability.",
            "If a logit is +Infinity, or all logits of a row are -Infinity, the row is NaN."},
    references = "Hinton, Vinyals & Dean (2015), Distilling the Knowledge in a Neural Network",
    examples = {
            @Example(
                name = "Two samples, three classes",
                body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "teacher_logits": [[0.5, 1.5, 0], [1, -0.5, 0.25]], "targets": [2, 0]}"""),
            @Example(name = "Mostly distillation", body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "teacher_logits": [[0.5, 1.5, 0], [1, -0.5, 0.25]], "targets": [2, 0],
                         "alpha": 0.1, "temperature": 4}""")})
public record HintonDistillation(
    @Option(value = "temperature; the logits are divided by it", within = "(0, inf)") double temperature,
    @Option(value = "weight of cross-entropy", within = "[0, 1]") double alpha)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "the student's logits, classes along the last axis").twiceDifferentiable(),
            Input.numbers("teacher_logits", "the teacher's logits"),
            Input.classes("targets", "ground truth class indices"));

    private static final int PREDICTIONS = 0;

    public HintonDistillation {
        OptionSpec.check(HintonDistillation.class, "temperature", temperature);
        OptionSpec.check(HintonDistillation.class, "alpha", alpha);
    }

    public HintonDistillation() {
        this(2, 0.5);
    }

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
        StudentTeacherSoftmax softmaxes = new StudentTeacherSoftmax(row.elements(PREDICTIONS), row.elements(1),
                row.length(), temperature,
                row.scratch(0), row.scratch(1));
        StableSoftmax softmax = new StableSoftmax(row.elements(PREDICTIONS), row.length(), row.scratch(2));
        if (!softmaxes.isDefined() || !softmax.isDefined()) {
            return row.undefined();
        }
        int target = (int) row.element(2);
        DoubleDouble soft = DoubleDouble.difference(1, alpha);
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        ScaledDoubleDouble divergence = ScaledDoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble student = softmaxes.student().probability(c);
            ScaledDoubleDouble logRatio = softmaxes.scaledLogRatio(c);
            divergence = divergence
                    .plus(StudentTeacherSoftmax.divergence(softmaxes.teacher().probability(c), student, logRatio));
            if (gradient != null) {
                DoubleDouble difference = c == target ? softmax.complement(c).negated() : softmax.probability(c);
                gradient[c] = difference.times(alpha)
                        .plus(softmaxes.gap(c, logRatio.toDoubleDouble()).times(temperature).times(soft))
                        .value();
            }
            if (hessian != null) {
                DoubleDouble hard = softmax.probability(c).times(softmax.complement(c)).times(alpha);
                hessian[c] = student.times(softmaxes.student().complement(c)).times(soft).plus(hard).value();
            }
        }
        ScaledDoubleDouble crossEntropy = softmax.scaledNegativeLogProbability(target)
                .timesOrZero(ScaledDoubleDouble.of(alpha));
        return soft.isZero()
                ? crossEntropy.value()
                : divergence.times(temperature).times(temperature).times(soft).plus(crossEntropy).value();
    }
}
