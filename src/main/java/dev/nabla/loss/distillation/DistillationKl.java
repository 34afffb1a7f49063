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

/** The KL divergence from teacher to student, both softened by a temperature. */
@Definition(
    aliases = {"knowledge_distillation", "kd_kl", "soft_target"},
    summary = "KL divergence from teacher to student, with both distributions softened by a temperature.",
    formula = "T^2 \\sum_c q_c \\log \\frac{q_c}{s_c}, \\quad q = \\operatorname{softmax}(\\text{targets} / T), \\; s = \\operatorname{softmax}(x / T), \\; T = \\text{temperature}",
    gradient = "T\\,(s_c - q_c)",
    hessian = "s_c (1 - s_c)",
    edges = {"targets are the teacher's logits, not probabilities.",
            "The loss keeps full precision where student and teacher are close, although it is of second order in their difference.",
            "A teacher logit of -Infinity adds nothing; a student logit of -Infinity makes the loss Infinity unless the teacher's is -Infinity too.",
            "If a logit is +Infinity, or all logits of a row are -Infinity, the row is NaN."},
    references = "Hinton, Vinyals & Dean (2015), Distilling the Knowledge in a Neural Network",
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.5, 1.5, 0], [1, -0.5, 0.25]]}"""),
            @Example(
                name = "A higher temperature",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.5, 1.5, 0], [1, -0.5, 0.25]], "temperature": 5}""")})
public record DistillationKl(
    @Option(value = "temperature; the logits are divided by it", within = "(0, inf)") double temperature)
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
        StudentTeacherSoftmax softmaxes = new StudentTeacherSoftmax(row.elements(PREDICTIONS), row.elements(1),
                row.length(), temperature,
                row.scratch(0), row.scratch(1));
        if (!softmaxes.isDefined()) {
            return row.undefined();
        }
        double[] gradient = row.gradient(PREDICTIONS);
        double[] hessian = row.hessian(PREDICTIONS);
        ScaledDoubleDouble divergence = ScaledDoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble student = softmaxes.student().probability(c);
            ScaledDoubleDouble logRatio = softmaxes.scaledLogRatio(c);
            divergence = divergence
                    .plus(StudentTeacherSoftmax.divergence(softmaxes.teacher().probability(c), student, logRatio));
            if (gradient != null) {
                gradient[c] = softmaxes.gap(c, logRatio.toDoubleDouble()).times(temperature).value();
            }
            if (hessian != null) {
                hessian[c] = student.times(softmaxes.student().complement(c)).value();
            }
        }
        return divergence.times(temperature).times(temperature).value();
    }
}
