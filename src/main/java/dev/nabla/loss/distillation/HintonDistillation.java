package dev.nabla.loss.distillation;

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

/** Learning from the truth and from a teacher at once. */
@Definition(
    aliases = "kd_hard_soft",
    summary = "Learning from the truth and from a teacher at once: a mixture of cross-entropy and distillation_kl.",
    formula = "-\\alpha \\log p_y + (1 - \\alpha)\\, T^2 \\sum_c q_c \\log \\frac{q_c}{s_c}, \\quad p = \\operatorname{softmax}(x), \\; q = \\operatorname{softmax}(\\text{teacher\\_logits} / T), \\; s = \\operatorname{softmax}(x / T)",
    gradient = "\\alpha\\,(p_c - [c = y]) + (1 - \\alpha)\\, T\\,(s_c - q_c)",
    hessian = "\\alpha\\, p_c (1 - p_c) + (1 - \\alpha)\\, s_c (1 - s_c)",
    edges = {"alpha = 1 is cross-entropy, alpha = 0 distillation_kl.",
            "A student's logit of -Infinity makes the loss Infinity where the truth or the teacher wants its class.",
            "A logit of +Infinity, or a row of nothing but -Infinity, makes its row NaN."},
    references = "Hinton, Vinyals & Dean (2015), Distilling the Knowledge in a Neural Network",
    examples = {
            @Example(
                name = "Two samples, three classes",
                body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "teacher_logits": [[0.5, 1.5, 0], [1, -0.5, 0.25]], "targets": [2, 0]}"""),
            @Example(name = "Mostly from the teacher", body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "teacher_logits": [[0.5, 1.5, 0], [1, -0.5, 0.25]], "targets": [2, 0],
                         "alpha": 0.1, "temperature": 4}""")})
public record HintonDistillation(
    @Option(value = "what logits are divided by", within = "(0, inf)") double temperature,
    @Option(value = "share of cross-entropy", within = "[0, 1]") double alpha)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "the student's logits, classes along the last axis").twiceDifferentiable(),
            Input.numbers("teacher_logits", "the teacher's logits"), Input.classes("targets", "the true classes"));

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
        StudentTeacherSoftmax lesson = new StudentTeacherSoftmax(row.elements(PREDICTIONS), row.elements(1),
                row.length(), temperature,
                row.scratch(0), row.scratch(1));
        StableSoftmax softmax = new StableSoftmax(row.elements(PREDICTIONS), row.length(), row.scratch(2));
        if (!lesson.isDefined() || !softmax.isDefined()) {
            return row.undefined();
        }
        int target = (int) row.element(2);
        DoubleDouble soft = DoubleDouble.difference(1, alpha);
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        DoubleDouble divergence = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble student = lesson.student().probability(c);
            DoubleDouble logRatio = lesson.logRatio(c);
            divergence = divergence
                    .plus(StudentTeacherSoftmax.divergence(lesson.teacher().probability(c), student, logRatio));
            if (gradient != null) {
                DoubleDouble pull = c == target ? softmax.complement(c).negated() : softmax.probability(c);
                gradient[c] = pull.times(alpha).plus(lesson.gap(c, logRatio).times(temperature).times(soft)).value();
            }
            if (hessian != null) {
                DoubleDouble hard = softmax.probability(c).times(softmax.complement(c)).times(alpha);
                hessian[c] = student.times(lesson.student().complement(c)).times(soft).plus(hard).value();
            }
        }
        DoubleDouble truth = alpha == 0 ? DoubleDouble.ZERO : softmax.negativeLogProbability(target).times(alpha);
        return soft.isZero()
                ? truth.value()
                : divergence.times(temperature).times(temperature).times(soft).plus(truth).value();
    }
}
