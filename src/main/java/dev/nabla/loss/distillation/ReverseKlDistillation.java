package dev.nabla.loss.distillation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** How much a student says that its teacher would not. */
@Definition(
    aliases = {"minillm", "reverse_kl"},
    summary = "How much a student says that its teacher would not: it seeks a mode instead of covering all.",
    formula = "T^2 R, \\quad R = \\sum_c s_c v_c, \\quad v = \\log s - \\log q, \\quad s = \\operatorname{softmax}(x / T), \\; q = \\operatorname{softmax}(\\text{targets} / T), \\; T = \\text{temperature}",
    gradient = "T s_c (v_c - R)",
    hessian = "s_c \\bigl( (1 - 2 s_c)(v_c - R) + 1 - s_c \\bigr)",
    edges = {"targets are the teacher's logits, not probabilities.",
            "Where the student hardly differs from the teacher all digits of the loss are right, though it is of second order in the difference.",
            "Gradient and Hessian are within 2 ulp times their condition number: a class's log-ratio may cancel the mean of all.",
            "A teacher's logit of -Infinity makes the loss Infinity unless the student's is -Infinity too; a student's adds nothing.",
            "A logit of +Infinity, or a row of nothing but -Infinity, makes its row NaN."},
    references = "Gu et al. (2024), MiniLLM: Knowledge Distillation of Large Language Models",
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.5, 1.5, 0], [1, -0.5, 0.25]]}"""),
            @Example(
                name = "Softer",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.5, 1.5, 0], [1, -0.5, 0.25]], "temperature": 2}""")})
public record ReverseKlDistillation(
    @Option(value = "what logits are divided by", within = "(0, inf)") double temperature)
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
        StudentTeacherSoftmax lesson = new StudentTeacherSoftmax(row.elements(PREDICTIONS), row.elements(1),
                row.length(), temperature,
                row.scratch(0), row.scratch(1));
        if (!lesson.isDefined()) {
            return row.undefined();
        }
        DoubleDouble divergence = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            divergence = divergence.plus(StudentTeacherSoftmax.divergence(lesson.student().probability(c),
                    lesson.teacher().probability(c), lesson.logRatio(c).negated()));
        }
        writeSlopes(row, lesson, divergence);
        return divergence.times(temperature).times(temperature).value();
    }

    private void writeSlopes(Row row, StudentTeacherSoftmax lesson, DoubleDouble divergence) {
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        if (gradient == null && hessian == null) {
            return;
        }
        DoubleDouble others = ofOthers(row, lesson);
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble student = lesson.student().probability(c);
            DoubleDouble complement = lesson.student().complement(c);
            DoubleDouble excess = c == lesson.student().largest()
                    ? lesson.logRatio(c).negated().times(complement).minus(others)
                    : excess(lesson, c, divergence);
            if (gradient != null) {
                gradient[c] = student.times(excess).times(temperature).value();
            }
            if (hessian != null) {
                hessian[c] = student.times(complement.minus(student).times(excess).plus(complement)).value();
            }
        }
    }

    /** {@code v - R}; 0 where the student gives the class no weight, however far off the teacher's log-probability is. */
    private static DoubleDouble excess(StudentTeacherSoftmax lesson, int c, DoubleDouble divergence) {
        return lesson.student().probability(c).isZero()
                ? DoubleDouble.ZERO
                : lesson.logRatio(c).negated().minus(divergence);
    }

    /** What the classes but the student's first add to R: beside a probability near 1 it is all there is to R - v. */
    private static DoubleDouble ofOthers(Row row, StudentTeacherSoftmax lesson) {
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble student = lesson.student().probability(c);
            if (c != lesson.student().largest() && !student.isZero()) {
                sum = sum.minus(student.times(lesson.logRatio(c)));
            }
        }
        return sum;
    }
}
