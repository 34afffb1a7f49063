package dev.nabla.loss.distillation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The KL divergence from student to teacher. */
@Definition(
    aliases = "reverse_kl",
    summary = "Reverse KL divergence, from student to teacher: it is mode-seeking rather than mode-covering.",
    formula = "T^2 R, \\quad R = \\sum_c s_c v_c, \\quad v = \\log s - \\log q, \\quad s = \\operatorname{softmax}(x / T), \\; q = \\operatorname{softmax}(\\text{targets} / T), \\; T = \\text{temperature}",
    gradient = "T s_c (v_c - R)",
    hessian = "s_c \\bigl( (1 - 2 s_c)(v_c - R) + 1 - s_c \\bigr)",
    edges = {"targets are the teacher's logits, not probabilities.",
            "The loss keeps full precision where student and teacher are close, although it is of second order in their difference.",
            "Gradient and Hessian are within 2 ulp times their condition number: a class's log-ratio and the mean may cancel.",
            "A teacher logit of -Infinity makes the loss Infinity unless the student's is -Infinity too; a student logit of -Infinity adds nothing.",
            "If a logit is +Infinity, or all logits of a row are -Infinity, the row is NaN."},
    references = "Gu et al. (2024), MiniLLM: Knowledge Distillation of Large Language Models",
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.5, 1.5, 0], [1, -0.5, 0.25]]}"""),
            @Example(
                name = "A higher temperature",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.5, 1.5, 0], [1, -0.5, 0.25]], "temperature": 2}""")})
public record ReverseKlDistillation(
    @Option(value = "temperature; the logits are divided by it", within = "(0, inf)") double temperature)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "the student's logits, classes along the last axis").twiceDifferentiable(),
            Input.numbers("targets", "the teacher's logits"));

    private static final int PREDICTIONS = 0;

    public ReverseKlDistillation {
        OptionSpec.check(ReverseKlDistillation.class, "temperature", temperature);
    }

    public ReverseKlDistillation() {
        this(1);
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
        if (!softmaxes.isDefined()) {
            return row.undefined();
        }
        ScaledDoubleDouble divergence = ScaledDoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            divergence = divergence.plus(StudentTeacherSoftmax.divergence(softmaxes.student().probability(c),
                    softmaxes.teacher().probability(c), softmaxes.scaledLogRatio(c).negated()));
        }
        writeDerivatives(row, softmaxes, divergence);
        return divergence.times(temperature).times(temperature).value();
    }

    private void writeDerivatives(Row row, StudentTeacherSoftmax softmaxes, ScaledDoubleDouble divergence) {
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        if (gradient == null && hessian == null) {
            return;
        }
        ScaledDoubleDouble others = sumOfOthers(row, softmaxes);
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble student = softmaxes.student().probability(c);
            DoubleDouble complement = softmaxes.student().complement(c);
            ScaledDoubleDouble excess = c == softmaxes.student().largest()
                    ? softmaxes.scaledLogRatio(c).negated().times(complement).minus(others)
                    : excess(softmaxes, c, divergence);
            if (gradient != null) {
                gradient[c] = excess.times(student).times(temperature).value();
            }
            if (hessian != null) {
                ScaledDoubleDouble curvature = excess.timesOrZero(ScaledDoubleDouble.of(complement.minus(student)));
                hessian[c] = curvature.plus(ScaledDoubleDouble.of(complement)).times(student).value();
            }
        }
    }

    /** {@code v - R}; 0 where the student's probability is 0, whatever the teacher's log-probability. */
    private static ScaledDoubleDouble excess(StudentTeacherSoftmax softmaxes, int c, ScaledDoubleDouble divergence) {
        return softmaxes.student().probability(c).isZero()
                ? ScaledDoubleDouble.ZERO
                : softmaxes.scaledLogRatio(c).negated().minus(divergence);
    }

    /** The terms of R without the student's most probable class. */
    private static ScaledDoubleDouble sumOfOthers(Row row, StudentTeacherSoftmax softmaxes) {
        ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble student = softmaxes.student().probability(c);
            if (c != softmaxes.student().largest() && !student.isZero()) {
                sum = sum.minus(softmaxes.scaledLogRatio(c).times(student));
            }
        }
        return sum;
    }
}
