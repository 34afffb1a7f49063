package dev.nabla.loss.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.HardRows;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DistillationKlTests extends LossContract<DistillationKl> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<DistillationKl> variants() {
        return List.of(new DistillationKl(), new DistillationKl(1), new DistillationKl(0.3), new DistillationKl(17));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("temperature", "2.0 in (0, inf)");
    }

    @Override
    public Formula formula(DistillationKl loss) {
        return new Divergence(new BigDecimal(loss.temperature()));
    }

    @Override
    public Optional<Textbook> textbook(DistillationKl loss) {
        return Optional.of(Textbook
                .formula(StudentTeacherFormula.PROBABILITIES.formatted("t") + "temperature^2*sum(q*log(q/s), axis=1)")
                .stable(StudentTeacherFormula.LOG_PROBABILITIES.formatted("t")
                        + "temperature^2*sum(exp(lq)*expm1mx(ls - lq), axis=1)"));
    }

    @Override
    public double[][] draw(DistillationKl loss, RandomGenerator random) {
        return StudentTeacherFormula.draw(random);
    }

    @Override
    public Stream<Point<DistillationKl>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().limit(2).flatMap(StudentTeacherFormula::hardPoints));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<DistillationKl>> worstPoints() {
        return Stream.of(
                new Point<>(new DistillationKl(17),
                        new double[]{4.692273935397385, 1.7615711851120972, -10000, 4.25503356194473},
                        new double[]{3.4258358762011394, 1.8170229657362258, 3.8306516715903065, 4.099393727072361}), // gradient 1.04 ulp
                new Point<>(new DistillationKl(17),
                        new double[]{4.692273935397385, 1.7615711851120972, -10000, 4.25503356194473},
                        new double[]{4.220261153915743, 1.8170229657362258, 3.8306516715903065, 4.099393727072361}), // loss 0.7 ulp
                new Point<>(new DistillationKl(17),
                        new double[]{4.692273935397385, -1.7615711851120972, 3.77638188405877, 4.25503356194473},
                        new double[]{3.4258358762011394, 1.8170229657362258, 3.8306516715903065, 4.099393727072361})); // hessian 0.61 ulp
    }

    /** T² KL(q‖s). */
    private record Divergence(BigDecimal temperature) implements StudentTeacherFormula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] student = StudentTeacherFormula.logProbabilities(sample.all("predictions"), temperature, math);
            BigDecimal[] teacher = StudentTeacherFormula.logProbabilities(sample.all("targets"), temperature, math);
            return IntStream.range(0, student.length)
                    .mapToObj(c -> StudentTeacherFormula.divergence(teacher[c], student[c], math)
                            .multiply(temperature.pow(2)))
                    .toList();
        }

        @Override
        public BigDecimal coefficient(Sample sample) {
            return temperature.pow(2).max(BigDecimal.ONE);
        }
    }

    private static EvaluationView of(double[] student, double[] teacher) {
        return TaskBuilder.of(new DistillationKl(1)).rows("predictions", student).rows("targets", teacher).answer();
    }

    // By definition: who is the same has nothing to learn.
    @Test
    void answerWhenStudentIsItsTeacherShouldBeZero() {
        for (double[] row : HardRows.logits().toList()) {
            assertThat(of(row, row).loss()).containsExactly(0);
            assertThat(of(row, row).gradient()).containsOnly(0);
        }
    }

    // By hand: a teacher who is certain leaves log 2 of an even student, gradient s - q.
    @Test
    void answerWhenTeacherLogitIsMinusInfinityShouldNotCountTheClass() {
        EvaluationView evaluation = of(new double[]{0, 0}, new double[]{0, -INF});
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-0.5, 0.5);
        assertThat(evaluation.hessian()).containsExactly(0.25, 0.25);
        assertThat(of(new double[]{0, 0, -INF}, new double[]{1, 1, -INF}).loss()).containsExactly(0);
    }

    // The limits: what the student rules out and the teacher does not is infinite; +∞, or nothing but -∞, is NaN.
    @Test
    void answerWhenStudentLogitIsInfiniteShouldBeTheLimit() {
        assertThat(of(new double[]{0, -INF}, new double[]{0, 0}).loss()).containsExactly(INF);
        assertThat(of(new double[]{0, -INF}, new double[]{0, 0}).gradient()).containsExactly(0.5, -0.5);
        for (double bad : new double[]{INF, Double.NaN}) {
            assertThat(of(new double[]{0, bad}, new double[]{0, 0}).loss()).containsExactly(Double.NaN);
            assertThat(of(new double[]{0, 0}, new double[]{0, bad}).gradient()).containsOnly(Double.NaN);
        }
        assertThat(of(new double[]{0, 0}, new double[]{-INF, -INF}).loss()).containsExactly(Double.NaN);
    }

    // T·Σ q_c (x₁ − x_c) with q = 1/3: 0.3·1.7e308·2/3; the gradient is T(s − q).
    @Test
    void lossWhenLogitOverTemperatureOverflowsShouldBeFinite() {
        EvaluationView answer = TaskBuilder.of(new DistillationKl(0.3)).rows("predictions", new double[]{0, 1.7e308, 0})
                .rows("targets", new double[]{0, 0, 0}).answer();
        assertThat(answer.loss()).containsExactly(new double[]{3.4e307}, withPrecision(1e292));
        assertThat(answer.gradient()).containsExactly(new double[]{-0.1, 0.2, -0.1}, withPrecision(1e-16));
    }
}
