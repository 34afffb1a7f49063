package dev.nabla.loss.distillation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StableSoftmax;

/**
 * The softmaxes s of a student and q of its teacher at a temperature, and their divergence, accurate also where they
 * are close.
 *
 * <p>A divergence {@code Σ q log(q/s)} of nearly equal distributions is a sum of terms that cancel to second order. It
 * is computed as the sum of {@code q (u + e^-u - 1)}, {@code u = log(q/s)}, which is the same, since both distributions
 * sum to 1, and has no negative term. An error common to all {@code u} changes this sum only by its square.
 */
final class StudentTeacherSoftmax {

    /**
     * From this difference between the teacher's largest logit and that of the student's most probable class on,
     * distributions are far apart.
     */
    private static final double FAR = 30;
    /** Log-ratios of this size involve no cancellation. */
    private static final double LARGE = 4;
    /** Logit differences are more accurate than log-probabilities while their normalization is small. */
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
     * @param studentScratch scratch space for as many values
     * @param teacherScratch likewise
     */
    StudentTeacherSoftmax(double[] studentLogits, double[] teacherLogits, int count, double temperature,
            double[] studentScratch,
            double[] teacherScratch) {
        this.studentLogits = studentLogits;
        this.teacherLogits = teacherLogits;
        this.temperature = temperature;
        this.student = new StableSoftmax(studentLogits, count, temperature, studentScratch);
        this.teacher = new StableSoftmax(teacherLogits, count, temperature, teacherScratch);
        this.reference = student.largest();
        this.shift = shift(count, studentScratch, teacherScratch);
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

    /** {@code log q - log s} of a class; 0 if both probabilities are 0. */
    DoubleDouble logRatio(int c) {
        if (studentLogits[c] == Double.NEGATIVE_INFINITY && teacherLogits[c] == Double.NEGATIVE_INFINITY) {
            return DoubleDouble.ZERO;
        }
        return isFar()
                ? student.negativeLogProbability(c).minus(teacher.negativeLogProbability(c))
                : logitDifference(c).minus(shift);
    }

    /** The same, also beyond float64. */
    ScaledDoubleDouble scaledLogRatio(int c) {
        DoubleDouble logRatio = logRatio(c);
        return Double.isFinite(logRatio.hi())
                ? ScaledDoubleDouble.of(logRatio)
                : student.scaledNegativeLogProbability(c).minus(teacher.scaledNegativeLogProbability(c));
    }

    /** Whether the distributions differ so much that log-probabilities are used instead of logit differences. */
    private boolean isFar() {
        return Double.isNaN(shift.hi());
    }

    /** The teacher's logit minus the student's, both relative to those of the reference. */
    private DoubleDouble logitDifference(int c) {
        DoubleDouble difference = DoubleDouble.difference(teacherLogits[c], teacherLogits[reference])
                .minus(DoubleDouble.difference(studentLogits[c], studentLogits[reference]));
        return difference.dividedBy(temperature);
    }

    /** The logarithm of {@code Σ s e^difference}, which normalizes the logit differences; NaN if they are not used. */
    private DoubleDouble shift(int count, double[] studentExponentials, double[] teacherExponentials) {
        DoubleDouble distance = DoubleDouble.difference(teacherLogits[teacher.largest()], teacherLogits[reference])
                .dividedBy(temperature);
        if (!(distance.hi() < FAR)) {
            return DoubleDouble.of(Double.NaN);
        }
        DoubleDouble factor = Extended.exp(distance);
        CompensatedSum sum = new CompensatedSum();
        for (int c = 0; c < count; c++) {
            if (c != reference && studentExponentials[c] + teacherExponentials[c] > 0) {
                DoubleDouble excess = excess(c, studentExponentials[c], factor, teacherExponentials[c]);
                sum.add(excess.hi());
                sum.add(excess.lo());
            }
        }
        DoubleDouble excess = new DoubleDouble(sum.hi(), sum.lo()).times(student.probability(reference));
        DoubleDouble shift = Extended.log1p(excess);
        return Math.abs(shift.hi()) < NEAR ? shift : DoubleDouble.of(Double.NaN);
    }

    /** The teacher's exponential relative to the reference's, minus the student's, computed from the larger one. */
    private DoubleDouble excess(int c, double studentExponential, DoubleDouble factor, double teacherExponential) {
        DoubleDouble difference = logitDifference(c);
        return difference.hi() < 0
                ? expm1(difference).times(studentExponential)
                : factor.times(teacherExponential).times(expm1(difference.negated())).negated();
    }

    /** {@code p log(p/m) - p + m}, given log(p/m): the term of one class in the divergence of p from m. */
    static DoubleDouble divergence(DoubleDouble p, DoubleDouble m, DoubleDouble logRatio) {
        if (Math.abs(logRatio.hi()) < LARGE) {
            return p.times(Elementary.expm1mx(-logRatio.hi(), -logRatio.lo()));
        }
        return p.isZero() ? m : m.minus(p).plus(p.times(logRatio));
    }

    /** The same, also beyond float64. */
    static ScaledDoubleDouble divergence(DoubleDouble p, DoubleDouble m, ScaledDoubleDouble logRatio) {
        DoubleDouble rounded = logRatio.toDoubleDouble();
        return Double.isFinite(rounded.hi()) || p.isZero()
                ? ScaledDoubleDouble.of(divergence(p, m, rounded))
                : logRatio.times(p);
    }

    /** {@code s - q} of a class. */
    DoubleDouble gap(int c, DoubleDouble logRatio) {
        if (!isFar() && Math.abs(logRatio.hi()) < LARGE) {
            return teacher.probability(c).times(expm1(logRatio.negated()));
        }
        return student.probability(c).minus(teacher.probability(c));
    }

    /** e^x - 1, to a few more digits than float64. */
    static DoubleDouble expm1(DoubleDouble x) {
        return Math.abs(x.hi()) < 0.5
                ? x.plus(Elementary.expm1mx(x.hi(), x.lo()))
                : Extended.exp(x).minus(1);
    }
}
