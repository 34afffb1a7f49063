package dev.nabla.loss.distillation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The generalized Jensen-Shannon divergence between teacher and student. */
@Definition(
    aliases = {"gkd", "jsd_distillation"},
    summary = "Generalized Jensen-Shannon divergence between teacher and student: bounded, and between forward and reverse KL.",
    formula = "\\beta \\sum_c q_c \\log \\frac{q_c}{m_c} + (1 - \\beta) \\sum_c s_c \\log \\frac{s_c}{m_c}, \\quad m = \\beta q + (1 - \\beta) s, \\quad q = \\operatorname{softmax}(\\text{targets} / T), \\; s = \\operatorname{softmax}(x / T)",
    gradient = "\\frac{1 - \\beta}{T}\\, s_c \\Bigl( e_c - \\sum_k s_k e_k \\Bigr), \\quad e = \\log s - \\log m",
    edges = {"targets are the teacher's logits, not probabilities.",
            "The gradient is within 2 ulp times its condition number: e_c and the mean may cancel.",
            "beta = 1/2 is the Jensen-Shannon divergence.",
            "The loss keeps full precision where student and teacher are close, although it is of second order in their difference.",
            "With a logit of -Infinity the loss stays finite: only the other distribution contributes for that class.",
            "If a logit is +Infinity, or all logits of a row are -Infinity, the row is NaN."},
    references = {
            "Agarwal et al. (2024), On-Policy Distillation of Language Models: Learning from Self-Generated Mistakes",
            "TRL GKDTrainer"},
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.5, 1.5, 0], [1, -0.5, 0.25]]}"""),
            @Example(
                name = "A smaller beta and a higher temperature",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [[0.5, 1.5, 0], [1, -0.5, 0.25]], "beta": 0.25, "temperature": 1.5}""")})
public record GeneralizedJsd(
    @Option(value = "temperature; the logits are divided by it", within = "(0, inf)") double temperature,
    @Option(value = "weight of the teacher in the mixture", within = "(0, 1)") double beta)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "the student's logits, classes along the last axis").differentiable(),
            Input.numbers("targets", "the teacher's logits"));

    private static final int PREDICTIONS = 0;
    /** Beyond it, e^x overflows. */
    private static final double HUGE = 700;

    public GeneralizedJsd {
        OptionSpec.check(GeneralizedJsd.class, "temperature", temperature);
        OptionSpec.check(GeneralizedJsd.class, "beta", beta);
    }

    public GeneralizedJsd() {
        this(1, 0.5);
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
        double[] excess = row.scratch(2);
        DoubleDouble share = DoubleDouble.difference(1, beta);
        DoubleDouble ofTeacher = DoubleDouble.ZERO;
        DoubleDouble ofStudent = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble teacher = softmaxes.teacher().probability(c);
            DoubleDouble student = softmaxes.student().probability(c);
            DoubleDouble mixture = teacher.times(beta).plus(student.times(share));
            DoubleDouble logRatio = softmaxes.logRatio(c);
            DoubleDouble teacherLog = logToMixture(logRatio, share);
            DoubleDouble studentLog = logToMixture(logRatio.negated(), DoubleDouble.of(beta));
            ofTeacher = ofTeacher.plus(StudentTeacherSoftmax.divergence(teacher, mixture, teacherLog));
            ofStudent = ofStudent.plus(StudentTeacherSoftmax.divergence(student, mixture, studentLog));
            excess[c] = student.isZero() ? 0 : studentLog.value();
        }
        writeGradient(row, softmaxes, excess, share);
        return ofTeacher.times(beta).plus(ofStudent.times(share)).value();
    }

    /**
     * The logarithm of one distribution relative to the mixture, {@code -log(1 + w (e^-r - 1))}, given its logarithm r
     * relative to the other one, and w, the other's weight in the mixture.
     */
    private static DoubleDouble logToMixture(DoubleDouble logRatio, DoubleDouble otherWeight) {
        if (logRatio.hi() < -HUGE) {
            return logRatio.minus(Elementary.log(otherWeight.hi()));
        }
        return Extended.log1p(StudentTeacherSoftmax.expm1(logRatio.negated()).times(otherWeight)).negated();
    }

    /**
     * The student's most probable class is computed from the others alone, since its own excess and the mean nearly
     * cancel.
     */
    private void writeGradient(Row row, StudentTeacherSoftmax softmaxes, double[] excess, DoubleDouble share) {
        double[] gradient = row.gradient(PREDICTIONS);
        if (gradient == null) {
            return;
        }
        int largest = softmaxes.student().largest();
        DoubleDouble others = DoubleDouble.ZERO;
        for (int c = 0; c < row.length(); c++) {
            others = c == largest ? others : others.plus(softmaxes.student().probability(c).times(excess[c]));
        }
        DoubleDouble mean = softmaxes.student().probability(largest).times(excess[largest]).plus(others);
        for (int c = 0; c < row.length(); c++) {
            DoubleDouble deviation = c == largest
                    ? softmaxes.student().complement(c).times(excess[c]).minus(others)
                    : DoubleDouble.of(excess[c]).minus(mean);
            gradient[c] = softmaxes.student().probability(c).times(deviation).times(share).dividedBy(temperature)
                    .value();
        }
    }
}
