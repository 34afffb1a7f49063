package dev.nabla.loss.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import dev.nabla.loss.EvaluationView;
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

class HintonDistillationTests extends LossContract<HintonDistillation> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<HintonDistillation> variants() {
        return List.of(new HintonDistillation(), new HintonDistillation(3, 0), new HintonDistillation(1, 1),
                new HintonDistillation(0.7, 0.1));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("temperature", "2.0 in (0, inf)", "alpha", "0.5 in [0, 1]");
    }

    @Override
    public Formula formula(HintonDistillation loss) {
        return new Mixture(new BigDecimal(loss.temperature()), new BigDecimal(loss.alpha()));
    }

    @Override
    public Optional<Textbook> textbook(HintonDistillation loss) {
        return Optional.of(
                Textbook.formula(Textbook.SOFTMAX + StudentTeacherFormula.PROBABILITIES.formatted("teacher_logits") + """
                -alpha*log(pick(p, t)) + (1 - alpha)*temperature^2*sum(q*log(q/s), axis=1)""")
                        .stable(StudentTeacherFormula.LOG_PROBABILITIES.formatted("teacher_logits") + """
                        kl = sum(exp(lq)*expm1mx(ls - lq), axis=1)
                        -alpha*pick(log_softmax(x), t) + (1 - alpha)*temperature^2*kl"""));
    }

    @Override
    public double[][] draw(HintonDistillation loss, RandomGenerator random) {
        double[][] logits = StudentTeacherFormula.draw(random);
        return new double[][]{logits[0], logits[1], {random.nextInt(4)}};
    }

    @Override
    public Stream<Point<HintonDistillation>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().limit(2).flatMap(StudentTeacherFormula::hardPoints)
                .map(point -> new Point<>(point.loss(), point.inputs()[0], point.inputs()[1], new double[]{0})));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<HintonDistillation>> worstPoints() {
        return Stream.of(
                new Point<>(new HintonDistillation(3, 0), new double[]{36.7, 3.0E-323, -1.8429490774215738},
                        new double[]{39.7, -3.000000000000002, 0.5}, new double[]{0}), // gradient 1.69 ulp
                new Point<>(new HintonDistillation(3, 0), new double[]{36.7, 2.0E-323, -1.8429490774215738},
                        new double[]{39.7, -3.0000000000000004, 0.5}, new double[]{0}), // loss 0.93 ulp
                new Point<>(new HintonDistillation(),
                        new double[]{1.883609116168635, 2.29633230652645, 4.935924675160089, 2.0706152531676025},
                        new double[]{0.3695249164952905, -11.604964668868659, 3.002611477479938, -0.4374834714301654},
                        new double[]{1})); // hessian 0.79 ulp
    }

    /** α (−log p_y) + (1 − α) T² KL(q‖s). */
    private record Mixture(BigDecimal temperature, BigDecimal alpha) implements StudentTeacherFormula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] student = StudentTeacherFormula.logProbabilities(sample.all("predictions"), temperature, math);
            BigDecimal[] teacher = StudentTeacherFormula.logProbabilities(sample.all("teacher_logits"), temperature,
                    math);
            BigDecimal soft = BigDecimal.ONE.subtract(alpha).multiply(temperature.pow(2));
            BigDecimal truth = math.surprises(sample.all("predictions"))[sample.the("targets").intValueExact()];
            return Stream.concat(Stream.of(truth.multiply(alpha)), IntStream.range(0, student.length)
                    .mapToObj(c -> StudentTeacherFormula.divergence(teacher[c], student[c], math).multiply(soft)))
                    .toList();
        }

        @Override
        public BigDecimal coefficient(Sample sample) {
            return temperature.pow(2).max(BigDecimal.ONE);
        }
    }

    private static EvaluationView of(double alpha, double[] student, double[] teacher) {
        return TaskBuilder.of(new HintonDistillation(1, alpha)).rows("predictions", student)
                .rows("teacher_logits", teacher).input("targets", 0).answer();
    }

    // By hand: an even student with a teacher who is right and certain has log 2 of either kind.
    @Test
    void answerWhenTeacherIsCertainShouldBeHandComputed() {
        EvaluationView evaluation = of(0.25, new double[]{0, 0}, new double[]{0, -INF});
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-0.5, 0.5);
        assertThat(evaluation.hessian()).containsExactly(0.25, 0.25);
    }

    // By the conventions: a coefficient of 0 silences an infinite term.
    @Test
    void lossWhenOneTermIsInfiniteShouldBeInfiniteUnlessItsShareIsZero() {
        assertThat(of(0.5, new double[]{-INF, 0}, new double[]{-INF, 0}).loss()).containsExactly(INF);
        assertThat(of(0, new double[]{-INF, 0}, new double[]{-INF, 0}).loss()).containsExactly(0);
        assertThat(of(0.5, new double[]{0, -INF}, new double[]{0, 0}).loss()).containsExactly(INF);
        assertThat(of(1, new double[]{0, -INF}, new double[]{0, 0}).loss()).containsExactly(0);
        assertThat(of(0.5, new double[]{0, INF}, new double[]{0, 0}).loss()).containsExactly(Double.NaN);
    }

    // (1 − α)·T·q₁·1.7e308 with q = 1/3: 0.9·0.7·1.7e308/3; beside it cross-entropy is nothing.
    @Test
    void lossWhenLogitOverTemperatureOverflowsShouldBeFinite() {
        assertThat(TaskBuilder.of(new HintonDistillation(0.7, 0.1)).rows("predictions", new double[]{0, -1.7e308, 0})
                .rows("teacher_logits", new double[]{0, 0, 0}).input("targets", 0).answer().loss())
                .containsExactly(new double[]{3.57e307}, withPrecision(1e292));
    }
}
