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

/** How much a student's softened probabilities miss of its teacher's. */
@Definition(
    aliases = {"knowledge_distillation", "kd_kl", "soft_target"},
    summary = "How much a student's probabilities, softened by a temperature, miss of its teacher's.",
    formula = "T^2 \\sum_c q_c \\log \\frac{q_c}{s_c}, \\quad q = \\operatorname{softmax}(\\text{targets} / T), \\; s = \\operatorname{softmax}(x / T), \\; T = \\text{temperature}",
    gradient = "T\\,(s_c - q_c)",
    hessian = "s_c (1 - s_c)",
    edges = {"targets are the teacher's logits, not probabilities.",
            "Where the student hardly differs from the teacher all digits of the loss are right, though it is of second order in the difference.",
            "A teacher's logit of -Infinity adds nothing; a student's makes the loss Infinity unless the teacher's is -Infinity too.",
            "A logit of +Infinity, or a row of nothing but -Infinity, makes its row NaN."},
    references = "Hinton, Vinyals & Dean (2015), Distilling the Knowledge in a Neural Network",
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.5, 1.5, 0], [1, -0.5, 0.25]]}"""),
            @Example(
                name = "Softer",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.5, 1.5, 0], [1, -0.5, 0.25]], "temperature": 5}""")})
public record DistillationKl(
    @Option(value = "what logits are divided by", within = "(0, inf)") double temperature)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "the student's logits, classes along the last axis").twiceDifferentiable(),
            Input.numbers("targets", "the teacher's logits"));

    private static final int PREDICTIONS = 0;

    public DistillationKl {
        OptionSpec.check(DistillationKl.class, "temperature", temperature);
    }

    public DistillationKl() {
        this(2);
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
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        DoubleDouble divergence = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble student = lesson.student().probability(c);
            DoubleDouble logRatio = lesson.logRatio(c);
            divergence = divergence
                    .plus(StudentTeacherSoftmax.divergence(lesson.teacher().probability(c), student, logRatio));
            if (gradient != null) {
                gradient[c] = lesson.gap(c, logRatio).times(temperature).value();
            }
            if (hessian != null) {
                hessian[c] = student.times(lesson.student().complement(c)).value();
            }
        }
        return divergence.times(temperature).times(temperature).value();
    }
}
