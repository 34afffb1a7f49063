package dev.nabla.loss.distillation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.StableSoftmax;

/**
 * The softmaxes s of a student and q of its teacher at a temperature, and how far they are apart, to the last digit where
 * they hardly are.
 *
 * <p>A divergence {@code Σ q log(q/s)} of almost equal distributions is the sum of terms that cancel to second order.
 * Here it is the sum of {@code q (u + e^-u - 1)}, {@code u = log(q/s)}: the same, since both distributions sum to 1, and
 * no term is negative. An error that all {@code u} share then changes the sum by its square only.
 */
final class StudentTeacherSoftmax {

    /** A teacher this far from the student's first class differs too much to be compared with care. */
    private static final double FAR = 30;
    /** Logarithms of ratios this large leave nothing to cancel. */
    private static final double LARGE = 4;
    /** Leads are better than log-probabilities as long as what normalises them is small. */
    private static final double NEAR = 0.5;

    private final double[] studentLogits;
    private final double[] teacherLogits;
    private final double temperature;
    private final StableSoftmax student;
    private final StableSoftmax teacher;
    private final int reference;
    private final DoubleDouble shift;

    /**
     * Computes the softmaxes of {@code count} logits each.
     *
     * @param studentRoom room for as many numbers
     * @param teacherRoom likewise
     */
    StudentTeacherSoftmax(double[] studentLogits, double[] teacherLogits, int count, double temperature,
            double[] studentRoom,
            double[] teacherRoom) {
        this.studentLogits = studentLogits;
        this.teacherLogits = teacherLogits;
        this.temperature = temperature;
        this.student = new StableSoftmax(studentLogits, count, temperature, studentRoom);
        this.teacher = new StableSoftmax(teacherLogits, count, temperature, teacherRoom);
        this.reference = student.largest();
        this.shift = shift(count, studentRoom, teacherRoom);
    }

    boolean isDefined() {
        return student.isDefined() && teacher.isDefined();
    }

    StableSoftmax student() {
        return student;
    }

    StableSoftmax teacher() {
        return teacher;
    }

    /** {@code log q - log s} of a class; 0 of a class that neither knows. */
    DoubleDouble logRatio(int c) {
        if (studentLogits[c] == Double.NEGATIVE_INFINITY && teacherLogits[c] == Double.NEGATIVE_INFINITY) {
            return DoubleDouble.ZERO;
        }
        return isFar()
                ? student.negativeLogProbability(c).minus(teacher.negativeLogProbability(c))
                : lead(c).minus(shift);
    }

    /** Whether the distributions differ so much that leads do not help. */
    private boolean isFar() {
        return Double.isNaN(shift.hi());
    }

    /** How much higher the teacher's logit is than the student's, beside those of the reference. */
    private DoubleDouble lead(int c) {
        DoubleDouble lead = DoubleDouble.difference(teacherLogits[c], teacherLogits[reference])
                .minus(DoubleDouble.difference(studentLogits[c], studentLogits[reference]));
        return lead.dividedBy(temperature);
    }

    /** The logarithm of {@code Σ s e^lead}, which normalises the leads; NaN where they do not help. */
    private DoubleDouble shift(int count, double[] studentExponentials, double[] teacherExponentials) {
        DoubleDouble behind = DoubleDouble.difference(teacherLogits[teacher.largest()], teacherLogits[reference])
                .dividedBy(temperature);
        if (!(behind.hi() < FAR)) {
            return DoubleDouble.of(Double.NaN);
        }
        DoubleDouble factor = Extended.exp(behind);
        CompensatedSum sum = new CompensatedSum();
        for (int c = 0; c < count; c++) {
            if (c != reference && studentExponentials[c] + teacherExponentials[c] > 0) {
                DoubleDouble growth = growth(c, studentExponentials[c], factor, teacherExponentials[c]);
                sum.add(growth.hi());
                sum.add(growth.lo());
            }
        }
        DoubleDouble growth = new DoubleDouble(sum.hi(), sum.lo()).times(student.probability(reference));
        DoubleDouble shift = Extended.log1p(growth);
        return Math.abs(shift.hi()) < NEAR ? shift : DoubleDouble.of(Double.NaN);
    }

    /** The teacher's exponential relative to the reference's, less the student's: the larger, times what the lead takes. */
    private DoubleDouble growth(int c, double studentExponential, DoubleDouble factor, double teacherExponential) {
        DoubleDouble lead = lead(c);
        return lead.hi() < 0
                ? expm1(lead).times(studentExponential)
                : factor.times(teacherExponential).times(expm1(lead.negated())).negated();
    }

    /** {@code p log(p/m) - p + m}, given the logarithm of the ratio: what one class adds to the divergence of p from m. */
    static DoubleDouble divergence(DoubleDouble p, DoubleDouble m, DoubleDouble logRatio) {
        if (Math.abs(logRatio.hi()) < LARGE) {
            return p.times(Elementary.expm1mx(-logRatio.hi(), -logRatio.lo()));
        }
        return p.isZero() ? m : m.minus(p).plus(p.times(logRatio));
    }

    /** {@code s - q} of a class. */
    DoubleDouble gap(int c, DoubleDouble logRatio) {
        if (!isFar() && Math.abs(logRatio.hi()) < LARGE) {
            return teacher.probability(c).times(expm1(logRatio.negated()));
        }
        return student.probability(c).minus(teacher.probability(c));
    }

    /** e^x - 1 to a few digits more than float64's. */
    static DoubleDouble expm1(DoubleDouble x) {
        return Math.abs(x.hi()) < 0.5
                ? x.plus(Elementary.expm1mx(x.hi(), x.lo()))
                : Extended.exp(x).minus(1);
    }
}
