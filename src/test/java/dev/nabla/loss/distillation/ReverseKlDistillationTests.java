package dev.nabla.loss.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReverseKlDistillationTests extends LossContract<ReverseKlDistillation> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<ReverseKlDistillation> variants() {
        return List.of(new ReverseKlDistillation(), new ReverseKlDistillation(2), new ReverseKlDistillation(0.3));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("temperature", "1.0 in (0, inf)");
    }

    @Override
    public Formula formula(ReverseKlDistillation loss) {
        return new Divergence(new BigDecimal(loss.temperature()));
    }

    @Override
    public Optional<Textbook> textbook(ReverseKlDistillation loss) {
        return Optional.of(Textbook
                .formula(StudentTeacherFormula.PROBABILITIES.formatted("t") + "temperature^2*sum(s*log(s/q), axis=1)")
                .stable(StudentTeacherFormula.LOG_PROBABILITIES.formatted("t") + """
                        s = exp(ls)
                        slope = ls*stop_gradient(s*(ls - lq)) - lq*stop_gradient(s)
                        temperature^2*sum(with_gradient(s*expm1mx(lq - ls), slope), axis=1)"""));
    }

    @Override
    public double[][] draw(ReverseKlDistillation loss, RandomGenerator random) {
        return StudentTeacherFormula.draw(random);
    }

    @Override
    public Stream<Point<ReverseKlDistillation>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().limit(2).flatMap(StudentTeacherFormula::hardPoints));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<ReverseKlDistillation>> worstPoints() {
        return Stream.of(
                new Point<>(new ReverseKlDistillation(0.3), new double[]{-1e160, -1e155, 0, 0},
                        new double[]{5, 5e307, 1.7e308, -1.7e308}), // loss was infinite, derivatives NaN
                new Point<>(new ReverseKlDistillation(2), new double[]{1.25, -0.8125646298125508, 0.5},
                        new double[]{10000, -2.6896668853951723E-300, 9999.999999999993}), // gradient 1.09 ulp
                new Point<>(new ReverseKlDistillation(2), new double[]{1.25, -0.8125646298125508, 0.5},
                        new double[]{10000, 1.0E-300, 10000}), // loss 1.07 ulp
                new Point<>(new ReverseKlDistillation(2), new double[]{36.7, 0, -1},
                        new double[]{39.7, -4.502812840410558, 2.0000000000000027})); // hessian 1.04 ulp
    }

    /** T² KL(s‖q). */
    private record Divergence(BigDecimal temperature) implements StudentTeacherFormula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] student = StudentTeacherFormula.logProbabilities(sample.all("predictions"), temperature, math);
            BigDecimal[] teacher = StudentTeacherFormula.logProbabilities(sample.all("targets"), temperature, math);
            return IntStream.range(0, student.length)
                    .mapToObj(c -> StudentTeacherFormula.divergence(student[c], teacher[c], math)
                            .multiply(temperature.pow(2)))
                    .toList();
        }

        /** The curvature is s(1 − s) and s(1 − 2s)(v − R), v = log s/q of either sign and R its mean. */
        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal[] student = StudentTeacherFormula.logProbabilities(sample.all("predictions"), temperature, math);
            BigDecimal[] teacher = StudentTeacherFormula.logProbabilities(sample.all("targets"), temperature, math);
            BigDecimal mean = IntStream.range(0, student.length)
                    .mapToObj(c -> StudentTeacherFormula.divergence(student[c], teacher[c], math))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal s = math.exp(student[place.index()]);
            BigDecimal lead = student[place.index()].subtract(teacher[place.index()]).abs().add(mean);
            return order == 1
                    ? s.multiply(lead).multiply(temperature)
                    : s.multiply(BigDecimal.ONE.subtract(s).add(lead));
        }

        @Override
        public BigDecimal coefficient(Sample sample) {
            return temperature.pow(2).max(BigDecimal.ONE).multiply(new BigDecimal(1e5));
        }
    }

    private static EvaluationView of(double[] student, double[] teacher) {
        return TaskBuilder.of(new ReverseKlDistillation()).rows("predictions", student).rows("targets", teacher)
                .answer();
    }

    // By definition: who is the same has nothing to learn; the curvature is then s(1 - s).
    @Test
    void answerWhenStudentIsItsTeacherShouldBeZero() {
        assertThat(of(new double[]{0, 0}, new double[]{3, 3}).loss()).containsExactly(0);
        assertThat(of(new double[]{0, 0}, new double[]{3, 3}).gradient()).containsExactly(0, 0);
        assertThat(of(new double[]{0, 0}, new double[]{3, 3}).hessian()).containsExactly(0.25, 0.25);
    }

    // By hand: a student who is certain beside an even teacher has log 2, and -∞ gets no gradient.
    @Test
    void answerWhenStudentLogitIsMinusInfinityShouldNotCountTheClass() {
        EvaluationView evaluation = of(new double[]{0, -INF}, new double[]{0, 0});
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(0, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }

    // From the reference: a teacher's -∞ where s > 0 is infinite; where both are -∞ the class is not there.
    @Test
    void lossWhenTeacherLogitIsMinusInfinityShouldBeInfinite() {
        assertThat(of(new double[]{0, 0}, new double[]{0, -INF}).loss()).containsExactly(INF);
        assertThat(of(new double[]{0, 0, -INF}, new double[]{1, 1, -INF}).loss()).containsExactly(0);
        assertThat(of(new double[]{0, INF}, new double[]{0, 0}).loss()).containsExactly(Double.NaN);
    }
}
